/** The rules of the outbox. Pure: what is kept, what is sent next, what an answer of the server means. */
import type { Problem } from "./api.ts";

export type EnvelopeState = "kept" | "refused";

/**
 * One record made on this device. Its id is the id of the record, so the server takes it once.
 * `after` names envelopes and photos that must have arrived before.
 */
export interface Envelope {
  readonly id: string;
  readonly kind: string;
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** digest of a photo kept beside; then the bytes are sent instead of the body */
  readonly photo: string | null;
  readonly after: readonly string[];
  /** who made it; never sent in the name of somebody else */
  readonly person_id: string;
  readonly made_at: string;
  /** what it is about in words a person knows, such as "Unit 017, Pull test" */
  readonly about: string;
  readonly state: EnvelopeState;
  readonly tries: number;
  /** `status` and `details` are not there in records of earlier versions */
  readonly problem: { readonly code: string; readonly title: string; readonly status?: number; readonly details?: Problem["details"] } | null;
}

/** The envelopes still to be sent, oldest first. */
export function outstanding(all: readonly Envelope[], acknowledged: ReadonlySet<string>): Envelope[] {
  return all.filter((each) => !acknowledged.has(each.id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The next one to send: kept, of this person, and everything it waits for has left. */
export function nextToSend(all: readonly Envelope[], person_id: string): Envelope | null {
  const waiting = new Set(all.map((each) => each.id));
  const ready = all.filter(
    (each) => each.state === "kept" && each.person_id === person_id && !each.after.some((id) => waiting.has(id)),
  );
  return outstanding(ready, new Set())[0] ?? null;
}

export type Outcome =
  | { readonly kind: "acknowledged" }
  | { readonly kind: "later"; readonly envelope: Envelope }
  | { readonly kind: "refused"; readonly envelope: Envelope };

/**
 * What follows from sending: forget it, try later, or keep it for a person to look at.
 * Nothing is thrown away because the server said no.
 */
export function afterSending(envelope: Envelope, problem: Problem | null): Outcome {
  if (problem === null) return { kind: "acknowledged" };
  const { code, title, status, details } = problem;
  const tried = { ...envelope, tries: envelope.tries + 1, problem: { code, title, status, details } };
  if (isForLater(problem)) return { kind: "later", envelope: tried };
  return { kind: "refused", envelope: { ...tried, state: "refused" } };
}

/** Whether the same may be taken another time: no server, nobody signed in, too much at once, a fault over there. */
export function isForLater(problem: Problem): boolean {
  return problem.isAbsent || problem.status === 401 || problem.status === 429 || problem.status >= 500;
}

/** Whether what was sent is at fault, so that sending it again brings the same answer. */
export function isAboutContent(problem: Problem): boolean {
  return [409, 413, 422].includes(problem.status);
}

/** What waits for any of these, and what waits for that. */
export function waitingFor(all: readonly Envelope[], ids: readonly string[]): Envelope[] {
  const found = new Set(ids);
  let before = 0;
  while (before !== found.size) {
    before = found.size;
    for (const each of all) if (each.after.some((id) => found.has(id))) found.add(each.id);
  }
  return all.filter((each) => found.has(each.id) && !ids.includes(each.id));
}

/** Kept ones that wait for a refused one, as refused for the same reason: they could never leave. */
export function refusedWith(all: readonly Envelope[]): Envelope[] {
  return all.filter((each) => each.state === "refused").flatMap((cause) => waitingFor(all, [cause.id]).filter((each) => each.state === "kept").map((each): Envelope => ({ ...each, state: "refused", problem: cause.problem })));
}

/** The refused ones that this one waits for. */
export function refusedBefore(all: readonly Envelope[], envelope: Envelope): Envelope[] {
  return all.filter((each) => each.state === "refused" && waitingFor(all, [each.id]).some((one) => one.id === envelope.id));
}

/** How long to wait before the next try: 2 s, doubling, at most 5 minutes. */
export function waitBeforeTry_ms(tries: number): number {
  return Math.min(2000 * 2 ** Math.max(0, tries - 1), 300_000);
}
