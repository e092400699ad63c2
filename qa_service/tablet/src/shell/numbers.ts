/** Numbers as people type and read them: comma or point, Western, Arabic and Persian digits. Pure. */

const DIGIT_ZEROS = [0x0660, 0x06f0];

/** Digits of any of our scripts as 0-9. */
export function westernDigits(text: string): string {
  return Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const zero = DIGIT_ZEROS.find((each) => code >= each && code <= each + 9);
    return zero === undefined ? char : String(code - zero);
  }).join("");
}

/**
 * A typed number as plain text with a point ("120.52"), or null when it is none.
 * Comma, point and the Arabic decimal sign are all taken as the decimal sign; thousands are not accepted,
 * because "1,234" could mean either.
 */
export function decimalText(typed: string): string | null {
  const text = westernDigits(typed).trim().replace(/[,\u066b\u060c]/g, ".").replace(/^\u2212/, "-");
  if (!/^-?(\d+(\.\d*)?|\.\d+)$/.test(text)) return null;
  const [whole = "", part] = text.split(".");
  const shown = whole.replace(/^(-?)0+(?=\d)/, "$1") || "0";
  return part ? `${shown === "-" ? "-0" : shown}.${part}` : shown;
}

/** The number meant, or null. */
export function parseNumber(typed: string): number | null {
  const text = decimalText(typed);
  return text === null ? null : Number(text);
}

/** Decimals that a number was written with: the step in which limits are shown. */
export function decimalsOf(value: number): number {
  const text = value.toString();
  if (text.includes("e-")) return Number(text.split("e-")[1]);
  return text.split(".")[1]?.length ?? 0;
}

/** What one key press makes of the text typed so far. At most `longest` signs, one decimal sign. */
export function pressed(text: string, key: string, longest = 9): string {
  if (key === "delete") return text.slice(0, -1);
  if (key === "sign") return text.startsWith("-") ? text.slice(1) : `-${text}`;
  if (key === ".") return text.includes(".") ? text : `${text === "" || text === "-" ? `${text}0` : text}.`;
  if (text.replace(/[-.]/g, "").length >= longest) return text;
  return text === "0" ? key : text + key;
}

/** A number in the digits and signs of a language. */
export function formatNumber(value: number, language: string, decimals?: number): string {
  const options = decimals === undefined ? { maximumFractionDigits: 6 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(locale(language), { ...options, useGrouping: false }).format(value);
}

/** Typed text ("120.") with the digits and decimal sign of a language. */
export function showTyped(text: string, language: string): string {
  const format = new Intl.NumberFormat(locale(language), { useGrouping: false });
  const sign = format.formatToParts(1.1).find((part) => part.type === "decimal")?.value ?? ".";
  return Array.from(text, (char) => (char === "." ? sign : /\d/.test(char) ? format.format(Number(char)) : char)).join("");
}

/** The tag for Intl: Arabic here is written with Arabic digits. */
export function locale(language: string): string {
  return language === "ar" ? "ar-u-nu-arab" : language === "en" ? "en-GB" : language;
}
