/** The budget of one size as it is read: shares, and numbers that are never rounded to the better side. Pure. */
import { formatNumber } from "../shell/numbers.ts";
import { decimalsOfU } from "../shell/stating.ts";
import type { Budget } from "./model.ts";

export interface Part {
  readonly row: string;
  readonly u: number;
  /** of the variance, 0 to 1 */
  readonly share: number;
}

/** Rows with their share of the variance, the largest first; what adds nothing is left out. */
export function partsOf(budget: Budget): readonly Part[] {
  const all = budget.rows.reduce((sum, each) => sum + each.u ** 2, 0);
  const told = budget.rows.filter((each) => each.u > 0).map((each) => ({ ...each, share: each.u ** 2 / all }));
  return told.sort((a, b) => b.u - a.u);
}

/** A length of the budget, one decimal finer than U; what would be shown as nothing is said to be less than something. */
export function fine(value: number, budget: Budget, language: string, round: "near" | "up" | "down" = "near"): string {
  const decimals = Math.max(0, decimalsOfU(budget.U95) + 1);
  const step = 10 ** -decimals;
  if (round === "near" && value > 0 && value < step / 2) return `< ${formatNumber(step, language, decimals)}`;
  const steps = value / step;
  const whole = round === "up" ? Math.ceil(steps - 1e-6) : round === "down" ? Math.floor(steps + 1e-6) : Math.round(steps);
  return formatNumber(whole * step, language, decimals);
}

/** A share of the variance in whole percent; a row that is there never reads 0. */
export function percentOf(share: number, language: string): string {
  return share < 0.005 ? `< ${formatNumber(1, language)}` : formatNumber(Math.round(share * 100), language);
}

/** A probability in percent, rounded down; nothing measured is quite certain. */
export function probabilityOf(probability: number, language: string): string {
  if (probability > 0.9999) return `> ${formatNumber(99.99, language)}`;
  if (probability < 0.0001) return `< ${formatNumber(0.01, language)}`;
  return formatNumber(Math.floor(probability * 1e4) / 100, language);
}

export type Zone = "between" | "low" | "high" | "none" | "no_limit";

/** What kind of zone passes; `none` when the guard band leaves nothing of it. */
export function zoneOf({ accept_low, accept_high }: Budget): Zone {
  if (accept_low === null) return accept_high === null ? "no_limit" : "high";
  if (accept_high === null) return "low";
  return accept_low <= accept_high ? "between" : "none";
}
