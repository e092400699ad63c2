/** Risk in words: which of the given chances to tell, and as "1 in n". Pure. */

export interface Chance {
  readonly bad: number;
  readonly p: number;
}

/** The chance nearest to one in ten: neither a certainty nor a miracle. null when there is none to tell. */
export function worstRisk<C extends Chance>(chances: readonly C[]): C | null {
  const told = chances.filter((each) => each.p > 0);
  const distance = (each: Chance): number => Math.abs(Math.log(each.p) - Math.log(0.1));
  return told.reduce<C | null>((best, each) => (best === null || distance(each) < distance(best) ? each : best), null);
}

/** n of "once in n times". */
export function oneInCount(p: number): number {
  return Math.max(1, Math.round(1 / p));
}
