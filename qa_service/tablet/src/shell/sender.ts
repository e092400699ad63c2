/** Sends what is kept, one after another; keeps it until the server has answered. */
import { computed, effect, signal } from "@preact/signals";
import { asProblem, isReachable, send, sendBytes, type Problem } from "./api.ts";
import { newId } from "./ids.ts";
import { afterSending, nextToSend, waitBeforeTry_ms, type Envelope } from "./outbox.ts";
import { session } from "./session.ts";
import * as store from "./store.ts";

/** Every envelope on this device. */
export const kept = signal<readonly Envelope[]>([]);
export const unsentCount = computed(() => kept.value.length);
export const lastSent = signal<Date | null>(null);
export const isOnline = signal(navigator.onLine);
/** No network now, as far as this device knows. */
export const isOffline = computed(() => !isOnline.value || !isReachable.value);

/** Answers of the server by envelope id, for screens that wait for one. */
const answers = new Map<string, (answer: { value: unknown } | { problem: Problem }) => void>();
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
  void sendAll();
  return envelope;
}

/** The answer of the server to an envelope; null when it has to wait for network. Rejects with a Problem when refused. */
export function answerTo<T>(envelope: Envelope): Promise<T | null> {
  return new Promise((resolve, reject) => {
    answers.set(envelope.id, (answer) => {
      if ("value" in answer) resolve(answer.value as T);
      else if (answer.problem.isAbsent) resolve(null);
      else reject(answer.problem);
    });
  });
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
    await store.keep(outcome.envelope);
    kept.value = kept.value.map((each) => (each.id === envelope.id ? outcome.envelope : each));
  }
  const tell = answers.get(envelope.id);
  answers.delete(envelope.id);
  tell?.(problem === null ? { value } : { problem });
  if (outcome.kind === "later") tryLater(outcome.envelope.tries);
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

/** A refused record goes out once more, after somebody looked at it. */
export async function tryAgain(envelope: Envelope): Promise<void> {
  const again: Envelope = { ...envelope, state: "kept", problem: null };
  await store.keep(again);
  kept.value = kept.value.map((each) => (each.id === again.id ? again : each));
  await sendAll();
}

/** A person gives up one record of their own, after saving a copy. */
export async function giveUp(envelope: Envelope): Promise<void> {
  await store.forget(envelope);
  kept.value = kept.value.filter((each) => each.id !== envelope.id);
}

/** Read what is kept and follow the network. */
export async function startSender(): Promise<void> {
  addEventListener("online", () => {
    isOnline.value = true;
    void sendAll();
  });
  addEventListener("offline", () => {
    isOnline.value = false;
  });
  try {
    kept.value = await store.envelopes();
  } catch {
    kept.value = [];
  }
  // nothing goes out before it is known who is here
  effect(() => {
    if (session.value?.person) void sendAll();
  });
}
