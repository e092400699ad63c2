/** Gates of a photo: which one to tell. The server says which of them refuse. Pure. */
import type { Gate } from "./model.ts";

/** The one thing to change now, or null when all is well: what refuses comes before what advises. */
export function worstGate(gates: readonly Gate[]): Gate | null {
  const open = gates.filter((gate) => !gate.ok);
  return open.find(isRefusing) ?? open[0] ?? null;
}

/** Whether a photo like this would be refused. */
export function isRefusing(gate: Gate): boolean {
  return gate.refuses;
}
