/** Checking a scanned text, and what was scanned since the screen was opened. The text is judged, never opened. */
import { signal } from "@preact/signals";
import { asProblem, send, type Problem } from "../shell/api.ts";
import { giveFeedback } from "../shell/feedback.ts";
import { judge, together, wantsNews } from "./judging.ts";
import { knowledge, lastTaken, openTrust, sync, trusted } from "./kit/device.ts";
import { seenBefore } from "./kit/keeping.ts";
import type { Report } from "./model.ts";
import { withoutPrefix } from "./codes/scan.ts";
import { plateOf } from "./verdicts.ts";

export interface Scan {
  readonly text: string;
  readonly report: Report;
  readonly at: Date;
  readonly booked: "no" | "kept" | "booked" | "again" | "elsewhere" | "quarantined";
}

const PATIENCE_ms = 4000;

/** The newest first. */
export const scans = signal<readonly Scan[]>([]);
export const shown = signal<Scan | null>(null);

/** Check a text here, and ask the server where there is one; feeds back by sound and vibration. */
export async function check(text: string): Promise<Scan | Problem> {
  const report = await reportFor(text);
  if (!("verdict" in report)) return report;
  const scan: Scan = { text, report, at: new Date(), booked: "no" };
  giveFeedback(plateOf(report).tone);
  scans.value = [scan, ...scans.value.filter((each) => each.text !== text)].slice(0, 500);
  shown.value = scan;
  return scan;
}

/** The report of a text; a Problem only where neither this device nor the server can say anything. */
export async function reportFor(text: string): Promise<Report | Problem> {
  const here = await judgedHere(text);
  const there = await Promise.race([asked(text), tooLong()]);
  if (there === null || isOtherNetwork()) return here;
  if ("verdict" in there) return together(here, there);
  return there.isAbsent || trusted.value !== null ? here : there;
}

/** What this device alone says, after asking for newer files where they could change it. */
export async function judgedHere(text: string): Promise<Report> {
  await openTrust();
  const first = await judge(text, knowledge(), new Date());
  const isOld = trusted.value !== null && wantsNews(first);
  if (isOld) await Promise.race([sync(new Date()), tooLong()]);
  const report = isOld ? await judge(text, knowledge(), new Date()) : first;
  if (!report.signature_checked || report.gtin === null || report.serial === null) return report;
  const seen = await seenBefore(report.gtin, report.serial).catch(() => null);
  return seen ? { ...report, first_receipt: { at: seen.at, own: true, place: seen.place } } : report;
}

async function asked(text: string): Promise<Report | Problem> {
  try {
    return await send<Report>("POST", "/api/scans", { text: withoutPrefix(text) });
  } catch (thrown) {
    return asProblem(thrown);
  }
}

/** The server that this page came from speaks for another root than the one trusted here. */
function isOtherNetwork(): boolean {
  return trusted.value !== null && lastTaken.value === "other_root";
}

function tooLong(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_ms, null));
}

/** Note what became of a scan. */
export function mark(scan: Scan, booked: Scan["booked"]): void {
  const changed = { ...scan, booked };
  scans.value = scans.value.map((each) => (each.text === scan.text ? changed : each));
  if (shown.value?.text === scan.text) shown.value = changed;
}
