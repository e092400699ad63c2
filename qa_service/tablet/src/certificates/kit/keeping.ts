/** What this device keeps of trust: the files that were accepted, and the items received here. In IndexedDB, apart from the outbox. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Files } from "../trust/client.ts";

/** An item that was booked on this device. */
export interface Seen {
  /** `gtin/serial` */
  readonly item: string;
  readonly at: string;
  readonly place: string;
}

interface Kept extends DBSchema {
  trust: { key: "files"; value: Files };
  seen: { key: string; value: Seen };
}

let opened: Promise<IDBPDatabase<Kept>> | null = null;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>("qa-trust", 1, {
    upgrade(db) {
      db.createObjectStore("trust");
      db.createObjectStore("seen", { keyPath: "item" });
    },
  });
  return opened;
}

/** The accepted files, or null. */
export async function keptFiles(): Promise<Files | null> {
  return (await (await database()).get("trust", "files")) ?? null;
}

/** Keep accepted files in the place of those before. */
export async function keepFiles(files: Files): Promise<void> {
  await (await database()).put("trust", files, "files");
}

/** The first time that an item was booked here, or null. */
export async function seenBefore(gtin: string, serial: string): Promise<Seen | null> {
  return (await (await database()).get("seen", `${gtin}/${serial}`)) ?? null;
}

/** Note that an item was booked; the first time stays. */
export async function noteSeen(gtin: string, serial: string, at: Date, place: string): Promise<void> {
  const change = (await database()).transaction("seen", "readwrite");
  const item = `${gtin}/${serial}`;
  if ((await change.store.get(item)) === undefined) await change.store.put({ item, at: at.toISOString(), place });
  await change.done;
}
