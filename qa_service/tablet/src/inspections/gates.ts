/** Gates of a photo: which one to tell, in which words. Pure. */
import type { Gate } from "./model.ts";

/** A gate that refuses (the photo cannot be measured) comes before one that only advises. */
const REFUSING: readonly string[] = ["sheet", "markers", "wrong_sheet", "few_markers", "part", "no_part", "several_parts", "part_outside", "overlaps_markers", "glare", "blurred", "sharp", "unreadable", "wrong_part"];

/** The one thing to change now, or null when all is well. */
export function worstGate(gates: readonly Gate[]): Gate | null {
  const open = gates.filter((gate) => !gate.ok);
  return open.find((gate) => REFUSING.includes(gate.code)) ?? open[0] ?? null;
}

/** Whether a photo like this would be refused. */
export function isRefusing(gate: Gate): boolean {
  return REFUSING.includes(gate.code);
}
