/** GS1 identification: check digits, dates, element strings. Twin of certificates/codes/gs1.py. */

export const GS = "\x1d";
export type Values = ReadonlyMap<string, string>;
const FIXED_LENGTH: Readonly<Record<string, number>> = { "01": 14, "11": 6, "17": 6, "02": 14, "00": 18, "13": 6, "15": 6 };
const VARIABLE_LENGTH: Readonly<Record<string, number>> = { "10": 20, "21": 20, "30": 8, "37": 8, "22": 20, "240": 30, "241": 30 };
const LONGEST_VALUE = 90;
const CHARSET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
const DIGITS = /^[0-9]+$/;

/** A text that is no valid GS1 data; `reason` is a stable code. */
export class Gs1Fault extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** How many digits an application identifier has, by its first two (GS1 General Specifications 3.2); 0: none such. */
function aiDigits(first: string): number {
  if (["23", "24", "25", "40", "41", "42", "71"].includes(first)) return 3;
  if (["31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "82"].includes(first)) return 4;
  if (["00", "01", "02", "10", "11", "12", "13", "15", "16", "17", "20", "21", "22", "30", "37"].includes(first)) return 2;
  return /^9[0-9]$/.test(first) ? 2 : 0;
}

/** Identifier and value together, of values of predefined length: no FNC1 follows (7.8.5). */
function predefined(first: string): number | null {
  if (/^1[1-9]$/.test(first)) return 8;
  if (/^3[1-6]$/.test(first)) return 10;
  return ({ "00": 20, "01": 16, "02": 16, "20": 4, "41": 16 } as Readonly<Record<string, number>>)[first] ?? null;
}

/** Whether the last digit is right: mod 10, weights 3 and 1 from the right (GS1 7.9.1). */
export function hasCheckDigit(number: string): boolean {
  if (!DIGITS.test(number)) return false;
  const total = [...number.slice(0, -1)].reverse().reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (total % 10)) % 10 === Number(number.slice(-1));
}

/** A GTIN of 8, 12, 13 or 14 digits as 14 digits. Throws Gs1Fault. */
export function gtin14(text: string): string {
  if (![8, 12, 13, 14].includes(text.length) || !hasCheckDigit(text)) throw new Gs1Fault("gtin");
  return text.padStart(14, "0");
}

/** A date as YYYY-MM-DD: century by the 51/49-year rule (GS1 7.12), day 00 is the last day of the month. */
export function readDate(yymmdd: string, today: string): string {
  if (!/^[0-9]{6}$/.test(yymmdd)) throw new Gs1Fault("date");
  const [yy, month, day] = [Number(yymmdd.slice(0, 2)), Number(yymmdd.slice(2, 4)), Number(yymmdd.slice(4))];
  const here = Number(today.slice(0, 4));
  const distance = yy - (here % 100);
  const century = Math.floor(here / 100) - (distance >= 51 ? 1 : distance <= -50 ? -1 : 0);
  const year = century * 100 + yy;
  if (month < 1 || month > 12) throw new Gs1Fault("date");
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) throw new Gs1Fault("date");
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day || last)}`;
}

/** Check one value against its application identifier. Throws Gs1Fault. */
export function readValue(ai: string, value: string): string {
  const fixed = FIXED_LENGTH[ai];
  if (fixed !== undefined) {
    if (value.length !== fixed || !DIGITS.test(value)) throw new Gs1Fault(`ai_${ai}`);
    if (["01", "02", "00"].includes(ai) && !hasCheckDigit(value)) throw new Gs1Fault("check_digit");
    return value;
  }
  if (!isKnown(ai)) throw new Gs1Fault("unknown_ai");
  const longest = VARIABLE_LENGTH[ai] ?? LONGEST_VALUE;
  if (value.length < 1 || value.length > longest || !CHARSET_82.test(value)) throw new Gs1Fault(`ai_${ai}`);
  if ((ai === "30" || ai === "37") && !DIGITS.test(value)) throw new Gs1Fault(`ai_${ai}`);
  const whole = predefined(ai.slice(0, 2));
  if (whole !== null && ai.length + value.length !== whole) throw new Gs1Fault(`ai_${ai}`);
  return value;
}

/** An element string written with brackets: (01)...(10)... Throws Gs1Fault. */
export function readBracketed(text: string): Values {
  const parts = [...text.matchAll(/\(([0-9]{2,4})\)([^(]*)/g)].map((each) => [each[1] ?? "", each[2] ?? ""] as const);
  if (parts.length === 0 || parts.map(([ai, value]) => `(${ai})${value}`).join("") !== text) throw new Gs1Fault("brackets");
  return collected(parts);
}

/** An element string as a scanner sends it: FNC1 as GS after values of variable length. */
export function readElementString(text: string): Values {
  const pairs: (readonly [string, string])[] = [];
  let rest = text.startsWith(GS) ? text.slice(1) : text;
  while (rest !== "") {
    const ai = rest.slice(0, aiDigits(rest.slice(0, 2)));
    if (!isKnown(ai)) throw new Gs1Fault("unknown_ai");
    const whole = predefined(ai.slice(0, 2));
    const end = whole ?? (rest.includes(GS) ? rest.indexOf(GS) : rest.length);
    pairs.push([ai, rest.slice(ai.length, end)]);
    rest = rest.slice(end);
    if (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return collected(pairs);
}

function isKnown(ai: string): boolean {
  return DIGITS.test(ai) && aiDigits(ai.slice(0, 2)) === ai.length;
}

function collected(pairs: readonly (readonly [string, string])[]): Values {
  const found = new Map<string, string>();
  for (const [ai, value] of pairs) addValue(found, ai, readValue(ai, value));
  if (found.size === 0) throw new Gs1Fault("empty");
  return found;
}

/** Take a value in; the same identifier may not say two things. */
export function addValue(values: Map<string, string>, ai: string, value: string): void {
  if ((values.get(ai) ?? value) !== value) throw new Gs1Fault("said_twice");
  values.set(ai, value);
}
