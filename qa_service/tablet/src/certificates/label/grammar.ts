/** Text to label: exactly one accepted form, upper case, fixed order, no percent encoding. */
import { hasCheckDigit } from "../codes/gs1.ts";
import { HOST, NAME } from "../codes/names.ts";
import { blockOf, DIGITS, fromDigits } from "./block.ts";
import { LabelFault, type Label } from "./model.ts";

const PATH = new RegExp(
  `^https://(?<host>${HOST})/01/(?<gtin>[0-9]{14})/10/(?<lot>${NAME})/21/(?<serial>${NAME})` +
    "(?:\\?(?:11=(?<produced>[0-9]{6})(?:&17=(?<expires>[0-9]{6}))?|17=(?<only>[0-9]{6})))?$",
);
const BLOCK = new RegExp(`^[0-9]{${DIGITS}}$`);
const LONGEST = 400;

/** White space that scanners add around a text. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+/, "").replace(/[ \t\r\n]+$/, "");
}

/** Whether a text is our Digital Link with the block missing or cut off. */
export function isBareLink(text: string): boolean {
  const { head, digits } = split(text);
  return digits.length < DIGITS && /^[0-9]*$/.test(digits) && PATH.test(head);
}

/** Read a text. Throws LabelFault with what is wrong. */
export function labelOf(text: string): Label {
  if ([...text].length > LONGEST) throw new LabelFault("too_long");
  const { head, digits } = split(text);
  const found = PATH.exec(head)?.groups;
  if (!found) throw new LabelFault("not_a_label");
  if (!BLOCK.test(digits)) throw new LabelFault("block_length");
  const { host = "", gtin = "", lot = "", serial = "" } = found;
  const identity = { gtin, lot, serial, produced: found["produced"] ?? null, expires: found["expires"] ?? found["only"] ?? null };
  if (!hasCheckDigit(gtin)) throw new LabelFault("check_digit");
  for (const value of [identity.produced, identity.expires]) {
    if (value !== null) dayOf(value);
  }
  return { host, identity, ...blockOf(fromDigits(digits)) };
}

/** A full date YYMMDD of this century as YYYY-MM-DD; throws LabelFault. */
export function dayOf(yymmdd: string): string {
  const day = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;
  const at = new Date(`${day}T00:00:00Z`);
  // a day that the month does not have is moved on by some engines and refused by others
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) throw new LabelFault("bad_date");
  return day;
}

function split(text: string): { readonly head: string; readonly digits: string } {
  const mark = text.indexOf("#");
  return mark < 0 ? { head: text, digits: "" } : { head: text.slice(0, mark), digits: text.slice(mark + 1) };
}
