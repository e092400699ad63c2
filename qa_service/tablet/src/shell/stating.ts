/**
 * A value and its expanded uncertainty as they are written: U is rounded up to two significant digits and the value
 * to the same decimals, because rounding must not make a result look better. As inspections/verdicts/stating.py. Pure.
 */
import { formatNumber } from "./numbers.ts";

const SIGNIFICANT = 2;
/** a U of 0.11 that a computer holds as 0.11000000000000001 is not 0.12 */
const TOLERANCE = 1e-9;

/** Decimals that show two significant digits of U; less than zero for a U of 100 and more. */
export function decimalsOfU(u95: number): number {
  const decimals = SIGNIFICANT - 1 - Math.floor(Math.log10(u95));
  // 0.0996 becomes 0.10, one decimal less than its own two digits
  return up(u95, decimals) >= 10 ** SIGNIFICANT ? decimals - 1 : decimals;
}

/** U alone, in the digits of a language. */
export function statedU(u95: number, language: string): string {
  if (!(u95 > 0)) return formatNumber(u95, language);
  const decimals = decimalsOfU(u95);
  return formatNumber(up(u95, decimals) / 10 ** decimals, language, Math.max(0, decimals));
}

/** A value to the decimals of its U. */
export function statedValue(value: number, u95: number, language: string): string {
  return u95 > 0 ? formatNumber(value, language, Math.max(0, decimalsOfU(u95))) : formatNumber(value, language);
}

function up(u95: number, decimals: number): number {
  const scaled = u95 * 10 ** decimals;
  return Math.ceil(scaled - TOLERANCE * scaled);
}
