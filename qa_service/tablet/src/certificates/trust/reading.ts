/** Read signed files strictly: types and thresholds. Every fault is a TrustFault with a code. Twin of certificates/trust/reading.py. */
import { fromBase64, fromHex, hex, utf8, type Bytes } from "../bytes.ts";
import { isAcceptableKey, sha256Of } from "../cose/ed25519.ts";
import { kidOf } from "../label/payload.ts";
import { countSigners, envelopeOf, keyId, valueOf, type Envelope } from "./envelope.ts";
import { count, list, moment, object, orNull, text, type Fields } from "./fields.ts";
import { inflated } from "./inflate.ts";
import type { Keys, Names, Recall, RecallFeed, Root, StatusList, TrustBundle, TrustedKey, TrustedOrganisation, TrustList } from "./model.ts";

const MOST_STATUS_BYTES = 4_000_000;

/** A file that cannot be trusted; `reason` is a stable code. */
export class TrustFault extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** Root and trust list of one file: the root signed by its own threshold, the list by the root's key. */
export async function readBundle(value: unknown): Promise<TrustBundle> {
  const file = typeof value === "object" && value !== null ? (value as Fields) : {};
  if (file["schema"] !== "qa-trust/1") throw new TrustFault("trust.not_a_trust_file");
  const root = await readRoot(file["root"]);
  const sealed = seal(file["trust_list"], "qa-trust-list/1");
  if ((await countSigners(sealed, root.trust_list_keys)) < 1) throw new TrustFault("trust.list_not_signed");
  return { root, trust_list: await typed(trustList, sealed) };
}

/** A root that its own threshold of keys signed. */
export async function readRoot(value: unknown): Promise<Root> {
  const sealed = seal(value, "qa-root/1");
  const root = await typed(rootOf, sealed);
  if (root.threshold < 1 || (await countSigners(sealed, root.root_keys)) < root.threshold) throw new TrustFault("trust.root_threshold");
  return root;
}

/** How many keys of another root signed this root: the old root has to agree to a new one. */
export async function signersOfRoot(value: unknown, keys: Keys): Promise<number> {
  return countSigners(seal(value, "qa-root/1"), keys);
}

/** A status list signed by a freshness key of the root. */
export async function readStatus(value: unknown, root: Root): Promise<StatusList> {
  return signedByFreshness(value, "qa-status-list/1", root, "trust.status_not_signed", statusOf);
}

/** A recall feed signed by a freshness key of the root. */
export async function readRecalls(value: unknown, root: Root): Promise<RecallFeed> {
  return signedByFreshness(value, "qa-recall-feed/1", root, "trust.recalls_not_signed", recallsOf);
}

/** Any statement signed by a freshness key of the root. */
export async function signedByFreshness<T>(
  value: unknown, type: string, root: Root, unsigned: string, read: (fields: Fields) => T | Promise<T>,
): Promise<T> {
  const sealed = seal(value, type);
  if ((await countSigners(sealed, root.freshness_keys)) < 1) throw new TrustFault(unsigned);
  return typed(read, sealed);
}

/** What pins a root: SHA-256 over the sorted key ids. */
export function fingerprintOf(keys: Keys): string {
  return hex(sha256Of(utf8([...keys.keys()].sort().join("\n"))));
}

function seal(value: unknown, type: string): Envelope {
  try {
    return envelopeOf(value, type);
  } catch {
    throw new TrustFault("trust.unreadable");
  }
}

async function typed<T>(read: (fields: Fields) => T | Promise<T>, sealed: Envelope): Promise<T> {
  try {
    return await read(object(valueOf(sealed)));
  } catch {
    throw new TrustFault("trust.unreadable");
  }
}

function acceptable(key: Bytes): Bytes {
  if (!isAcceptableKey(key)) throw new TypeError("an unacceptable key");
  return key;
}

function keysOf(value: unknown): Keys {
  const keys = Object.entries(object(value)).map(([name, each]) => [name, acceptable(fromHex(each))] as const);
  if (keys.some(([name, key]) => keyId(key) !== name)) throw new TypeError("an unacceptable key");
  return new Map(keys);
}

function rootOf(value: Fields): Root {
  const keys = object(value["keys"]);
  const root_keys = keysOf(keys["root"]);
  return {
    version: count(value["version"]), expires_ms: moment(value["expires_at"]), threshold: count(value["threshold"]), root_keys,
    trust_list_keys: keysOf(keys["trust_list"]), freshness_keys: keysOf(keys["freshness"]), fingerprint: fingerprintOf(root_keys),
  };
}

function trustList(value: Fields): TrustList {
  const organisations = list(value["organisations"]).map((each) => organisationOf(object(each)));
  return {
    version: count(value["version"]), issued_ms: moment(value["issued_at"]), expires_ms: moment(value["expires_at"]), host: text(value["host"]),
    organisations: new Map(organisations.map((each) => [each.id, each])),
    keys: list(value["keys"]).map((each) => keyOf(object(each))),
    products: new Map(Object.entries(object(value["products"])).map(([gtin, names]) => [gtin, object(names) as Names])),
  };
}

function organisationOf(each: Fields): TrustedOrganisation {
  return {
    id: text(each["id"]), name: text(each["name"]), kind: text(each["kind"]),
    maker_number: orNull(each["maker_number"], count), parent: orNull(each["parent"], text),
  };
}

function keyOf(each: Fields): TrustedKey {
  const public_key = acceptable(fromHex(each["public_key"]));
  return {
    public_key, kid: kidOf(public_key), role: text(each["role"]), organisation: text(each["organisation"]), state: text(each["state"]),
    from_ms: moment(each["valid_from"]), to_ms: moment(each["valid_to"]),
    leaf_cut: orNull(each["leaf_cut"], count), scope_makers: list(each["scope_makers"]).map(count),
  };
}

async function statusOf(value: Fields): Promise<StatusList> {
  return {
    version: count(value["version"]), epoch: count(value["epoch"]), issued_ms: moment(value["issued_at"]),
    ttl_ms: count(value["ttl_s"]) * 1000, bits: await inflated(fromBase64(value["bits"]), MOST_STATUS_BYTES),
  };
}

function recallsOf(value: Fields): RecallFeed {
  const recalls = list(value["recalls"]).map((each) => recallOf(object(each)));
  return { version: count(value["version"]), issued_ms: moment(value["issued_at"]), recalls };
}

function recallOf(each: Fields): Recall {
  return {
    id: text(each["id"]), gtin: text(each["gtin"]), lot: orNull(each["lot"], text), serial: orNull(each["serial"], text),
    issued_ms: moment(each["issued_at"]), reason: text(each["reason"]), action: text(each["action"]),
  };
}
