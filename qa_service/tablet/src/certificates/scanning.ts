/** Checking a scanned text, and what was scanned since the screen was opened. */
import { signal } from "@preact/signals";
import { asProblem, send, type Problem } from "../shell/api.ts";
import { giveFeedback } from "../shell/feedback.ts";
import type { Report } from "./model.ts";
import { plateOf } from "./verdicts.ts";

export interface Scan {
  readonly text: string;
  readonly report: Report;
  readonly at: Date;
  readonly booked: "no" | "kept" | "booked" | "again" | "elsewhere" | "quarantined";
}

/** The newest first. */
export const scans = signal<readonly Scan[]>([]);
export const shown = signal<Scan | null>(null);

/** Ask for the report of a text; feeds back by sound and vibration. */
export async function check(text: string): Promise<Scan | Problem> {
  try {
    const report = await send<Report>("POST", "/api/scans", { text });
    const scan: Scan = { text, report, at: new Date(), booked: "no" };
    giveFeedback(plateOf(report).tone);
    scans.value = [scan, ...scans.value.filter((each) => each.text !== text)].slice(0, 500);
    shown.value = scan;
    return scan;
  } catch (thrown) {
    return asProblem(thrown);
  }
}

/** Note what became of a scan. */
export function mark(scan: Scan, booked: Scan["booked"]): void {
  const changed = { ...scan, booked };
  scans.value = scans.value.map((each) => (each.text === scan.text ? changed : each));
  if (shown.value?.text === scan.text) shown.value = changed;
}
