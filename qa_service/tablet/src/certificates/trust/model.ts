/** Root, trust list, status list and recalls as values. Times in milliseconds since 1970. */
import { hex, utf8, type Bytes } from "../bytes.ts";
import { sha256Of } from "../cose/ed25519.ts";

export const GENUINE_BYTES = 12;

/** Public keys by key id: SHA-256 of the raw key in hexadecimal. */
export type Keys = ReadonlyMap<string, Bytes>;

/** Keys that vouch for the others; changed only by a threshold of old and new. */
export interface Root {
  readonly version: number;
  readonly expires_ms: number;
  readonly threshold: number;
  readonly root_keys: Keys;
  readonly trust_list_keys: Keys;
  readonly freshness_keys: Keys;
  readonly fingerprint: string;
}

export interface TrustedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly maker_number: number | null;
  readonly parent: string | null;
}

/**
 * A key of an organisation: what for, from when to when, in which state. A revoked key with a cut speaks for the
 * labels in `genuine` alone. Empty scopes mean every maker and every product.
 */
export interface TrustedKey {
  readonly public_key: Bytes;
  readonly kid: Bytes;
  readonly role: string;
  readonly organisation: string;
  readonly state: string;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly leaf_cut: number | null;
  /** marks of labels on record when a key was stolen, in hexadecimal */
  readonly genuine: ReadonlySet<string>;
  readonly scope_makers: readonly number[];
  readonly scope_gtins: readonly string[];
}

export type Names = Readonly<Record<string, string>>;

export interface TrustList {
  readonly version: number;
  readonly issued_ms: number;
  readonly expires_ms: number;
  readonly host: string;
  readonly organisations: ReadonlyMap<string, TrustedOrganisation>;
  readonly keys: readonly TrustedKey[];
  readonly products: ReadonlyMap<string, Names>;
}

/** The one file: root and trust list, both checked. */
export interface TrustBundle {
  readonly root: Root;
  readonly trust_list: TrustList;
}

/** Two bits for each item of the network, and how long they may be relied on. */
export interface StatusList {
  readonly version: number;
  readonly epoch: number;
  readonly issued_ms: number;
  readonly ttl_ms: number;
  readonly length: number;
  readonly bits: Bytes;
}

/** A file as the freshness file names it: version and SHA-256 of its payload, hexadecimal. */
export interface Named {
  readonly version: number;
  readonly sha256: string;
}

/** Which versions are the newest, and how long that may be relied on; the log's size and root. */
export interface Freshness {
  readonly version: number;
  readonly issued_ms: number;
  readonly expires_ms: number;
  readonly trust_list: Named;
  readonly status: Named;
  readonly recalls: Named;
  readonly log_size: number;
  readonly log_root: string;
}

export type Status = "valid" | "revoked" | "suspended" | "doubtful";

/** On a product, on lots or on items; `_to` ends a range, both ends included. A lot of null is every lot. */
export interface Recall {
  readonly id: string;
  readonly gtin: string;
  readonly lot: string | null;
  readonly lot_to: string | null;
  readonly serial: string | null;
  readonly serial_to: string | null;
  readonly issued_ms: number;
  readonly reason: string;
  readonly action: string;
  readonly contact: string;
}

export interface RecallFeed {
  readonly version: number;
  readonly issued_ms: number;
  readonly recalls: readonly Recall[];
}

/** The workshop behind a maker number. */
export function makerOf(list: TrustList, number: number): TrustedOrganisation | null {
  return [...list.organisations.values()].find((each) => each.maker_number === number) ?? null;
}

/** An organisation and its parents. */
export function ancestry(list: TrustList, organisation: string): ReadonlySet<string> {
  const seen = new Set<string>();
  for (let current: string | null = organisation; current !== null && !seen.has(current); ) {
    seen.add(current);
    current = list.organisations.get(current)?.parent ?? null;
  }
  return seen;
}

/** The status of an item; null when the list does not reach so far. */
export function statusAt(list: StatusList, index: number): Status | null {
  const byte = list.bits[Math.floor(index / 4)];
  if (byte === undefined || index >= list.length) return null;
  return (["valid", "revoked", "suspended", "doubtful"] as const)[(byte >> (2 * (index % 4))) & 0b11] ?? null;
}

/** Whether an item falls under a recall. */
export function covers(recall: Recall, item: { readonly gtin: string; readonly lot: string; readonly serial: string }): boolean {
  return touches(recall, item) && isWithin(item.serial, recall.serial, recall.serial_to);
}

/** Whether a lot, or any piece of it, falls under a recall. */
export function touches(recall: Recall, { gtin, lot }: { readonly gtin: string; readonly lot: string }): boolean {
  return recall.gtin === gtin && isWithin(lot, recall.lot, recall.lot_to);
}

/** Whether maker and product are in the scope of a key. */
export function isInScope(key: TrustedKey, maker: number, gtin: string): boolean {
  const isMaker = key.scope_makers.length === 0 || key.scope_makers.includes(maker);
  return isMaker && (key.scope_gtins.length === 0 || key.scope_gtins.includes(gtin));
}

function isWithin(value: string, first: string | null, last: string | null): boolean {
  if (first === null) return true;
  return last === null ? value === first : first <= value && value <= last;
}

/** How a label stands in the set of a revoked key: 12 bytes of SHA-256 of `gtin/lot/serial/leaf`, in hexadecimal. */
export function genuineMark({ gtin, lot, serial }: { gtin: string; lot: string; serial: string }, leaf: number): string {
  return hex(sha256Of(utf8(`${gtin}/${lot}/${serial}/${leaf}`)).slice(0, GENUINE_BYTES));
}
