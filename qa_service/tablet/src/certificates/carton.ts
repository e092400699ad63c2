/** Many labels in one picture: which were read, what may be said of each, and how many of each. Pure. */
import type { Corner, Found } from "../shell/scanner.ts";
import type { Report } from "./model.ts";
import { isSlip, plateOf, type PlateTone } from "./verdicts.ts";

/** A label in the picture; `report` is null while it is being checked. */
export interface Marked {
  readonly text: string;
  readonly corners: readonly Corner[];
  readonly report: Report | null;
}

export interface Counts {
  readonly all: number;
  readonly good: number;
  readonly look: readonly Marked[];
}

const TONES: readonly PlateTone[] = ["stop", "care", "plain", "good"];

/** The codes of a picture once each; a label may carry our code and a smaller one beside it, ours is told. */
export function distinct(found: readonly Found[]): Found[] {
  const links = found.filter((each) => each.text.startsWith("https://"));
  const used = links.length > 0 ? links : found;
  return used.filter((each, at) => used.findIndex((other) => other.text === each.text) === at);
}

/** How many are good, and those that need a look, the worst first. A packing slip in the picture is no piece. */
export function countsOf(marks: readonly Marked[]): Counts {
  const tone = (each: Marked): number => (each.report ? TONES.indexOf(plateOf(each.report).tone) : TONES.length);
  const known = marks.filter((each) => each.report !== null);
  const look = known.filter((each) => tone(each) < TONES.indexOf("good") && !isGoodSlip(each)).sort((a, b) => tone(a) - tone(b));
  const good = known.filter((each) => tone(each) === TONES.indexOf("good")).length;
  return { all: marks.filter((each) => each.report === null || !isSlip(each.report)).length, good, look };
}

function isGoodSlip({ report }: Marked): boolean {
  return report !== null && plateOf(report).words === "slip_on_record";
}

/** The middle of a code and how wide it is, in pixels. */
export function centreOf(corners: readonly Corner[]): { readonly x: number; readonly y: number; readonly size: number } {
  const mean = (pick: (corner: Corner) => number): number => corners.reduce((sum, each) => sum + pick(each), 0) / Math.max(1, corners.length);
  const [a, b] = [corners[0] ?? { x: 0, y: 0 }, corners[1] ?? { x: 0, y: 0 }];
  return { x: mean((each) => each.x), y: mean((each) => each.y), size: Math.hypot(a.x - b.x, a.y - b.y) };
}

/** Do things to many, a few at a time. */
export async function inTurn<T>(all: readonly T[], atOnce: number, work: (each: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const one = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, one));
}
