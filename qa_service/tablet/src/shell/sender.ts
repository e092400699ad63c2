/** Sends what is kept, one after another; keeps it until the server has answered. */
import { computed, effect, signal } from "@preact/signals";
import { asProblem, Problem, send, sendBytes } from "./api.ts";
import { newId } from "./ids.ts";
import { afterSending, isForLater, nextToSend, refusedBefore, refusedWith, waitBeforeTry_ms, waitingFor, type Envelope } from "./outbox.ts";
import { onReturn } from "./reaching.ts";
import { session } from "./session.ts";
import * as store from "./store.ts";

/** Every envelope on this device. */
export const kept = signal<readonly Envelope[]>([]);
export const unsentCount = computed(() => kept.value.length);
export const lastSent = signal<Date | null>(null);

/** Answers of the server by envelope id, for screens that wait for one. */
const answers = new Map<string, (answer: { value: unknown } | { problem: Problem }) => void>();
/** Called once sending has to wait for the network or the server. */
const impatient: (() => void)[] = [];
let isSending = false;
let timer: number | undefined;

/** What a new envelope needs; id, time and person are filled in. */
export interface Draft {
  readonly id?: string;
  readonly kind: string;
  readonly method?: "POST" | "PUT";
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly photo?: { sha256: string; bytes: Blob };
  readonly after?: readonly string[];
  readonly about: string;
}

/** Save on this device; returns once it is on disk. Sending begins at once and goes on by itself. */
export async function post(draft: Draft): Promise<Envelope> {
  const envelope: Envelope = {
    id: draft.id ?? newId(), kind: draft.kind, method: draft.method ?? "POST", path: draft.path, body: draft.body,
    photo: draft.photo?.sha256 ?? null, after: draft.after ?? [], person_id: session.value?.person?.id ?? "",
    made_at: new Date().toISOString(), about: draft.about, state: "kept", tries: 0, problem: null,
  };
  await store.keep(envelope, draft.photo);
  kept.value = [...kept.value, envelope];
  // its photo may have been refused while it was written down
  await settleWaiting();
  void sendAll();
  return envelope;
}

/**
 * The answer of the server to an envelope; null when it has to wait for network. Rejects with a Problem when it
 * is refused, or what it waits for.
 */
export function answerTo<T>(envelope: Envelope): Promise<T | null> {
  return new Promise((resolve, reject) => {
    answers.set(envelope.id, (answer) => {
      if ("value" in answer) resolve(answer.value as T);
      else if (isForLater(answer.problem)) resolve(null);
      else reject(answer.problem);
    });
    const now = kept.value.find((each) => each.id === envelope.id);
    if (now?.state === "refused") tell(now.id, { problem: problemOf(now) });
  });
}

/** Resolves when sending has to wait for another try: what is kept leaves later, by itself. */
export function untilSendingWaits(): Promise<void> {
  return new Promise((resolve) => impatient.push(resolve));
}

/** What was said of an envelope when it was refused. */
export function problemOf({ problem }: Envelope): Problem {
  return new Problem(problem?.code ?? "server.fault", problem?.title ?? "", problem?.status ?? 500, problem?.details);
}

function tell(id: string, answer: { value: unknown } | { problem: Problem }): void {
  const told = answers.get(id);
  answers.delete(id);
  told?.(answer);
}

/** What waits for something refused is refused with it, and says the same. */
async function settleWaiting(): Promise<void> {
  for (const settled of refusedWith(kept.value)) {
    await change(settled);
    tell(settled.id, { problem: problemOf(settled) });
  }
}

async function change(envelope: Envelope): Promise<void> {
  await store.keep(envelope);
  kept.value = kept.value.map((each) => (each.id === envelope.id ? envelope : each));
}

/** Send everything that may go now. */
export async function sendAll(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (let next = takeNext(); next !== null; next = takeNext()) {
      if (!(await sendOne(next))) break;
    }
  } finally {
    isSending = false;
  }
}

function takeNext(): Envelope | null {
  const person = session.value?.person?.id;
  return person ? nextToSend(kept.value, person) : null;
}

/** Whether to go on with the next one. */
async function sendOne(envelope: Envelope): Promise<boolean> {
  let problem: Problem | null = null;
  let value: unknown = null;
  try {
    value = await deliver(envelope);
  } catch (thrown) {
    problem = asProblem(thrown);
  }
  const outcome = afterSending(envelope, problem);
  if (outcome.kind === "acknowledged") {
    await store.forget(envelope);
    kept.value = kept.value.filter((each) => each.id !== envelope.id);
    lastSent.value = new Date();
  } else {
    await change(outcome.envelope);
  }
  tell(envelope.id, problem === null ? { value } : { problem });
  await settleWaiting();
  if (outcome.kind === "later") {
    tryLater(outcome.envelope.tries);
    for (const each of impatient.splice(0)) each();
  }
  return outcome.kind !== "later";
}

async function deliver(envelope: Envelope): Promise<unknown> {
  if (envelope.photo === null) return send(envelope.method, envelope.path, envelope.body ?? undefined);
  const bytes = await store.photoBytes(envelope.photo);
  if (bytes === null) throw new Error("the bytes of the photo are gone");
  return sendBytes(envelope.method, envelope.path, bytes);
}

function tryLater(tries: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sendAll(), waitBeforeTry_ms(tries));
}

/** A refused record goes out once more, after somebody looked at it; with it what it waits for and what waits for it. */
export async function tryAgain(envelope: Envelope): Promise<void> {
  const first = [...refusedBefore(kept.value, envelope), envelope];
  const with_it = waitingFor(kept.value, first.map((each) => each.id)).filter((each) => each.state === "refused");
  for (const each of [...first, ...with_it]) await change({ ...each, state: "kept", problem: null });
  await sendAll();
}

/** A person gives up one record of their own, after saving a copy; what waits for it goes too. */
export async function giveUp(envelope: Envelope): Promise<void> {
  for (const each of [envelope, ...waitingFor(kept.value, [envelope.id])]) {
    await store.forget(each);
    kept.value = kept.value.filter((one) => one.id !== each.id);
  }
}

/** A refusal that the person has read where they are: neither the record stays nor what it waits for and was refused. */
export async function letGo(envelope: Envelope): Promise<void> {
  for (const each of [...refusedBefore(kept.value, envelope), envelope]) await giveUp(each);
}

/** Read what is kept and follow the network. */
export async function startSender(): Promise<void> {
  onReturn(() => void sendAll());
  try {
    kept.value = await store.envelopes();
    await settleWaiting();
  } catch {
    kept.value = [];
  }
  // nothing goes out before it is known who is here
  effect(() => {
    if (session.value?.person) void sendAll();
  });
}
