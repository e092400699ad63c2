/** Answers of a visit: saved on this device first, then sent; the screen goes on at once. */
import { asProblem, type Problem } from "../shell/api.ts";
import { newId } from "../shell/ids.ts";
import { outstanding, type Envelope } from "../shell/outbox.ts";
import { peek, remember } from "../shell/resource.ts";
import { answerTo, kept, post } from "../shell/sender.ts";
import type { Outcome, Result, Visit } from "./model.ts";
import { answerBefore, withResults, type LocalAnswer, type Place, type WaitingAnswer } from "./progress.ts";

/** Where the server keeps a visit. */
export function visitPath(visit_id: string): string {
  return `/api/visits/${visit_id}`;
}

export interface Answer extends Place {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** what the grid shows until the server has answered */
  readonly outcome: Outcome | "kept";
  /** photos without bytes are at the server already */
  readonly photos?: readonly { sha256: string; bytes: Blob | null }[];
  /** digests of photos that the server has already and that are measured together with these */
  readonly earlier?: readonly string[];
  readonly instrument_id?: string | null;
  readonly reason?: string | null;
  readonly about: string;
}

/** What waits on this device, oldest first. */
function waiting(visit_id: string): (WaitingAnswer & { payload: { outcome?: Outcome } })[] {
  const mine = kept.value.filter((each) => each.kind === "visit.answer" && each.path.startsWith(visitPath(visit_id)) && each.state === "kept");
  return outstanding(mine, new Set()).map((each) => each.body as unknown as WaitingAnswer & { payload: { outcome?: Outcome } });
}

/** Answers of a visit that wait on this device. */
export function localAnswers(visit_id: string): LocalAnswer[] {
  return waiting(visit_id)
    .map((body) => ({ unit_id: body.unit_id, item_code: body.item_code, outcome: body.payload.outcome ?? "kept" }));
}

/** Keep photos, then the answer after them. Resolves when all is on disk. */
export async function keepAnswer(visit: Visit, answer: Answer): Promise<Envelope> {
  const after: string[] = [];
  for (const photo of answer.photos ?? []) {
    if (photo.bytes === null) continue;
    const bytes = { sha256: photo.sha256, bytes: photo.bytes };
    const sent = await post({ kind: "photo", method: "PUT", path: `/api/photos/${photo.sha256}`, body: null, photo: bytes, about: answer.about });
    after.push(sent.id);
  }
  const id = newId();
  const before = waiting(visit.id);
  const replaces = answerBefore(visit, before, answer);
  // the server takes a correction only after what it corrects
  after.push(...before.filter((each) => each.id === replaces).map((each) => each.id));
  const body = {
    id, unit_id: answer.unit_id, item_code: answer.item_code, kind: answer.kind, payload: answer.payload,
    photo_sha256s: [...(answer.earlier ?? []), ...(answer.photos ?? []).map((each) => each.sha256)], instrument_id: answer.instrument_id ?? null,
    replaces, reason: replaces === null ? null : (answer.reason ?? "answered again"), device_time: new Date().toISOString(),
  };
  return post({ id, kind: "visit.answer", path: `${visitPath(visit.id)}/answers`, body, after, about: answer.about });
}

/** What became of an answer: `waits` for network, or was taken with the job that measures, if any. */
export type Taken = { readonly kind: "waits" } | { readonly kind: "taken"; readonly job_id: string | null } | { readonly kind: "refused"; readonly problem: Problem };

/** Take the server's answer into the visit that is shown. A refusal stays in the outbox, where the person finds it in words. */
export async function takeIn(visit_id: string, envelope: Envelope): Promise<Taken> {
  try {
    const answer = await answerTo<{ results: Result[]; job_id: string | null }>(envelope);
    if (answer === null) return { kind: "waits" };
    const shown = peek<Visit>(visitPath(visit_id));
    if (shown) remember(visitPath(shown.id), withResults(shown, answer.results));
    return { kind: "taken", job_id: answer.job_id };
  } catch (thrown) {
    return { kind: "refused", problem: asProblem(thrown) };
  }
}

/** The photos of an answer that were refused themselves. */
export function refusedPhotos(envelope: Envelope): readonly string[] {
  return kept.value.filter((each) => envelope.after.includes(each.id) && each.state === "refused").map((each) => each.photo ?? "");
}
