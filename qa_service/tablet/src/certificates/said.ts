/** Which sentences go with a report: what was found, and what to do. The most particular one that there are words for. Pure. */
import type { Report } from "./model.ts";

type Known = (code: string) => boolean;

/** The code of what was found. `words` is the verdict, or `concession`. */
export function saidCode(report: Pick<Report, "reason">, words: string, knows: Known): string {
  const codes = [`verdict.${words}.said.${report.reason}`, `verdict.${words}.here`];
  return codes.find(knows) ?? `verdict.${words}.said`;
}

/** The code of what to do. */
export function doCode(report: Pick<Report, "reason">, words: string, knows: Known): string {
  const particular = `verdict.${words}.do.${report.reason}`;
  return knows(particular) ? particular : `verdict.${words}.do`;
}
