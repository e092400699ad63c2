/** What this device keeps: envelopes, photo bytes and drafts of forms, in IndexedDB. Saved before it is shown. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Envelope } from "./outbox.ts";

interface Kept extends DBSchema {
  envelopes: { key: string; value: Envelope };
  photos: { key: string; value: { sha256: string; bytes: Blob; kept_at: string } };
  drafts: { key: string; value: { key: string; value: unknown; kept_at: string } };
}

let opened: Promise<IDBPDatabase<Kept>> | null = null;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>("qa-service", 1, {
    upgrade(db) {
      db.createObjectStore("envelopes", { keyPath: "id" });
      db.createObjectStore("photos", { keyPath: "sha256" });
      db.createObjectStore("drafts", { keyPath: "key" });
    },
  });
  return opened;
}

/** Keep an envelope, and the photo bytes it speaks of, in one step. */
export async function keep(envelope: Envelope, photo?: { sha256: string; bytes: Blob }): Promise<void> {
  const db = await database();
  const change = db.transaction(["envelopes", "photos"], "readwrite", { durability: "strict" });
  if (photo) await change.objectStore("photos").put({ ...photo, kept_at: envelope.made_at });
  await change.objectStore("envelopes").put(envelope);
  await change.done;
}

/** All envelopes not yet acknowledged. */
export async function envelopes(): Promise<Envelope[]> {
  return (await database()).getAll("envelopes");
}

/** Forget an envelope that the server has acknowledged, and its photo unless another one speaks of it too. */
export async function forget(envelope: Envelope): Promise<void> {
  const change = (await database()).transaction(["envelopes", "photos"], "readwrite");
  const kept = change.objectStore("envelopes");
  await kept.delete(envelope.id);
  const isNamed = envelope.photo !== null && (await kept.getAll()).some((each) => each.photo === envelope.photo);
  if (envelope.photo && !isNamed) await change.objectStore("photos").delete(envelope.photo);
  await change.done;
}

/** Bytes of a kept photo. */
export async function photoBytes(sha256: string): Promise<Blob | null> {
  return (await (await database()).get("photos", sha256))?.bytes ?? null;
}

/** Keep what was typed into a form. */
export async function keepDraft(key: string, value: unknown): Promise<void> {
  await (await database()).put("drafts", { key, value, kept_at: new Date().toISOString() });
}

/** What was typed into a form before, or null. */
export async function draft<T>(key: string): Promise<T | null> {
  return ((await (await database()).get("drafts", key))?.value as T | undefined) ?? null;
}

/** The form is done. */
export async function forgetDraft(key: string): Promise<void> {
  await (await database()).delete("drafts", key);
}

/** Everything kept, for a copy in a file. */
export async function copyOfAll(): Promise<Blob> {
  const db = await database();
  const photos = await Promise.all(
    (await db.getAll("photos")).map(async (each) => ({ sha256: each.sha256, base64: await base64(each.bytes) })),
  );
  const whole = { form: "qa-service-outbox/1", envelopes: await db.getAll("envelopes"), photos };
  return new Blob([JSON.stringify(whole)], { type: "application/json" });
}

async function base64(bytes: Blob): Promise<string> {
  const all = new Uint8Array(await bytes.arrayBuffer());
  let text = "";
  for (let start = 0; start < all.length; start += 0x8000) text += String.fromCharCode(...all.subarray(start, start + 0x8000));
  return btoa(text);
}
