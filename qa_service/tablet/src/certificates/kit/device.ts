/** What this device trusts: opened once, brought up to date where there is network, changed only as kit/format.ts allows. */
import { signal } from "@preact/signals";
import { filesOf, type Trusted } from "../trust/client.ts";
import { TrustFault } from "../trust/fields.ts";
import type { Knowledge } from "../verification/knowledge.ts";
import { kept, kitOf, take, type Taken } from "./format.ts";
import { keepFiles, keptFiles } from "./keeping.ts";

export const KIT_PATH = "/published/kit.json";

/** null while no root is trusted here. */
export const trusted = signal<Trusted | null>(null);
/** A kit whose words wait to be compared by a person. */
export const waiting = signal<{ readonly fingerprint: string; readonly trusted: Trusted } | null>(null);
/** What the last kit that was offered came to. */
export const lastTaken = signal<Taken["kind"] | null>(null);
export const lastRefusal = signal("");
/** When this device last heard from the server that its files are the newest. */
export const syncedAt = signal<Date | null>(null);

let opening: Promise<void> | null = null;

/** Read what is kept; once. */
export function openTrust(): Promise<void> {
  opening ??= (async () => {
    trusted.value = await kept(await keptFiles().catch(() => null));
  })();
  return opening;
}

/** What a label is checked against now. */
export function knowledge(): Knowledge {
  return knowledgeOf(trusted.value);
}

/** The same of any state; a root that nobody compared is not pinned. */
export function knowledgeOf(state: Trusted | null, isPinned = true): Knowledge {
  if (state === null || state.trust_list === null) return { trust: null, status: null, recalls: null, pinned_root: null };
  return {
    trust: { root: state.root.value, trust_list: state.trust_list.value }, status: state.status?.value ?? null, recalls: state.recalls?.value ?? null,
    pinned_root: isPinned ? state.root.value.fingerprint : null,
  };
}

/** Take in a kit from a file or from the server. */
export async function offer(value: unknown, now: Date): Promise<Taken> {
  await openTrust();
  const taken = await takenOf(value, now);
  lastTaken.value = taken.kind;
  lastRefusal.value = taken.kind === "refused" ? taken.reason : "";
  if (taken.kind === "taken") await keep(taken.trusted);
  if (taken.kind === "compare") waiting.value = { fingerprint: taken.fingerprint, trusted: taken.trusted };
  return taken;
}

async function takenOf(value: unknown, now: Date): Promise<Taken> {
  try {
    return await take(trusted.value, kitOf(value), now);
  } catch (thrown) {
    if (thrown instanceof TrustFault) return { kind: "refused", reason: thrown.reason };
    throw thrown;
  }
}

/** A person compared the six words of the waiting kit: it is trusted from now on. Only where nothing was trusted before. */
export async function confirmWaiting(): Promise<void> {
  const found = waiting.value;
  if (found === null || trusted.value !== null) return;
  waiting.value = null;
  lastTaken.value = "taken";
  await keep(found.trusted);
  await navigator.storage?.persist?.().catch(() => false);
}

async function keep(state: Trusted): Promise<void> {
  trusted.value = state;
  await keepFiles(filesOf(state));
}

/** Ask the server for its kit. null when there is no network. */
export async function sync(now: Date): Promise<Taken | null> {
  let value: unknown;
  try {
    const answer = await fetch(KIT_PATH, { cache: "no-cache" });
    if (!answer.ok) return null;
    value = await answer.json();
  } catch {
    return null;
  }
  const taken = await offer(value, now);
  if (taken.kind === "taken") syncedAt.value = now;
  return taken;
}

/** Bring what is trusted up to date, quietly; a device that trusts nothing yet is left alone. */
export async function refreshTrust(): Promise<void> {
  await openTrust();
  if (trusted.value !== null) await sync(new Date());
}

/** Read a kit from a file that a person chose. */
export async function offerFile(file: Blob, now: Date): Promise<Taken> {
  let value: unknown = null;
  try {
    value = JSON.parse(await file.text());
  } catch {
    // not JSON: refused below as no kit
  }
  return offer(value, now);
}
