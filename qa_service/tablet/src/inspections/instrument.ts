/** Which instrument may be used, and the decision while a number is typed. Pure. */
import { judge, type Decision, type Judged, type Limits } from "../shell/limits.ts";
import type { DefectClass } from "../checklists/model.ts";
import type { Instrument } from "./model.ts";

/** Past its date on a day (both YYYY-MM-DD): it cannot be used. */
export function isOverdue(instrument: Instrument, today: string): boolean {
  return instrument.is_overdue || instrument.due_on.slice(0, 10) < today;
}

/** "Hanging scale" and "hanging_scale" are the same kind. */
export function plainType(type: string): string {
  return type.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

/** Units that nobody knows without a tool (hand_reading.py says the same). Pieces and stitches are counted. */
const READ_OFF_TOOLS: readonly string[] = ["mm", "cm", "m", "in", "g", "kg", "N", "N.m"];

/** Whether a number passes only with the uncertainty of an instrument. */
export function needsTool(asked: { readonly unit: string; readonly class: DefectClass }): boolean {
  return asked.class !== "C" && READ_OFF_TOOLS.includes(asked.unit);
}

/** Instruments of the kind that an item asks for, those in date first; `units` are those of its numbers. */
export function suitable(all: readonly Instrument[], type: string | null, today: string, units: readonly string[]): readonly Instrument[] {
  const wanted = plainType(type ?? "");
  // the server takes no millimetres from a balance; a number without a unit may be read off anything
  const reading = all.filter((each) => each.type !== "reference_piece" && units.every((unit) => unit === "" || unit === each.unit));
  const same = reading.filter((each) => plainType(each.type) === wanted);
  // an item that names its gauge in free words is no reason to offer none
  const fitting = same.length > 0 ? same : reading;
  return [...fitting].sort((a, b) => Number(isOverdue(a, today)) - Number(isOverdue(b, today)) || a.serial.localeCompare(b.serial));
}

/** Why a value that is typed would not be decided. */
export type Undecided = "near" | "no_tool" | "no_uncertainty";

/** What a typed value says. The server decides with the uncertainty; near a limit that may be "not decided". */
export function decisionWhileTyping(value: number, limits: Limits, tool: { readonly u95: number } | null, isNeeded: boolean): Judged & { readonly shown: Decision; readonly why: Undecided | null } {
  const plain = judge(value, limits);
  const u = tool?.u95 ?? 0;
  const isNear = [limits.low, limits.high].some((limit) => limit !== null && Math.abs(value - limit) < u);
  const isUnproven = isNeeded && u <= 0 && plain.decision === "pass";
  const why = isNear ? "near" : !isUnproven ? null : tool === null ? "no_tool" : "no_uncertainty";
  return { ...plain, shown: why === null ? plain.decision : "undecided", why };
}
