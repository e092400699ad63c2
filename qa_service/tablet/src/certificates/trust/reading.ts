/**
 * Read signed files strictly: types, fields, thresholds. Every fault is a TrustFault with a code. Whether a file may
 * follow the one before it is asked in client.ts. Twin of certificates/trust/reading.py.
 */
import { fromBase64, hex, utf8 } from "../bytes.ts";
import { sha256Of } from "../cose/ed25519.ts";
import { kidOf } from "../label/payload.ts";
import { countSigners, envelopeOf, keyId, MOST_BYTES, valueOf, type Envelope } from "./envelope.ts";
import { count, exactly, list, moment, object, orNull, publicKey, text, TrustFault, type Fields } from "./fields.ts";
import { inflated } from "./inflate.ts";
import {
  GENUINE_BYTES, type Freshness, type Keys, type Named, type Names, type Recall, type RecallFeed, type Root, type StatusList,
  type TrustBundle, type TrustedKey, type TrustedOrganisation, type TrustList,
} from "./model.ts";

const MOST_STATUS_BYTES = 4_000_000;
const KEY_STATES = ["active", "retired", "revoked"];

/** Root and trust list of one file. A field `chain` with the roots before this one may stand beside them. */
export async function readBundle(value: unknown): Promise<TrustBundle> {
  const file = typeof value === "object" && value !== null ? (value as Fields) : {};
  if (file["schema"] !== "qa-trust/1") throw new TrustFault("trust.not_a_trust_file");
  if (Object.keys(file).some((each) => !["schema", "root", "trust_list", "chain"].includes(each))) throw new TrustFault("trust.unknown_field");
  const root = await readRoot(sealed(file["root"], "qa-root/1"));
  return { root, trust_list: await readList(file["trust_list"], root) };
}

/** A root that its own threshold of keys signed. */
export async function readRoot(file: Envelope): Promise<Root> {
  const root = await typed(rootOf, file);
  if (root.threshold < 1 || root.threshold > root.root_keys.size || !(await isSignedEnough(file, root))) throw new TrustFault("trust.root_threshold");
  requireDifferent([...root.root_keys.keys(), ...root.trust_list_keys.keys(), ...root.freshness_keys.keys()]);
  return root;
}

/** Whether the threshold of a root's keys signed this root; a key counts once. */
export async function isSignedEnough(file: Envelope, by: Root): Promise<boolean> {
  return (await countSigners(file, by.root_keys)) >= by.threshold;
}

/** A trust list signed by a trust-list key of the root. */
export async function readList(value: unknown, root: Root): Promise<TrustList> {
  const file = sealed(value, "qa-trust-list/1");
  if ((await countSigners(file, root.trust_list_keys)) < 1) throw new TrustFault("trust.list_not_signed");
  const found = await typed(trustList, file);
  const listed = found.keys.map((each) => hex(each.public_key));
  requireDifferent(listed);
  const above = new Set([...root.root_keys.values(), ...root.trust_list_keys.values()].map(hex));
  if (listed.some((each) => above.has(each))) throw new TrustFault("trust.key_reused");
  return found;
}

/** Which versions are the newest, signed by a freshness key of the root. */
export async function readFreshness(value: unknown, root: Root): Promise<Freshness> {
  return byFreshnessKey(value, "qa-freshness/1", root, "trust.freshness_not_signed", freshnessOf);
}

/** A status list signed by a freshness key of the root. */
export async function readStatus(value: unknown, root: Root): Promise<StatusList> {
  return byFreshnessKey(value, "qa-status-list/1", root, "trust.status_not_signed", statusOf);
}

/** A recall feed signed by a freshness key of the root. */
export async function readRecalls(value: unknown, root: Root): Promise<RecallFeed> {
  return byFreshnessKey(value, "qa-recall-feed/1", root, "trust.recalls_not_signed", recallsOf);
}

/** The envelope of a file. Throws TrustFault. */
export function sealed(value: unknown, type: string): Envelope {
  let found: Envelope;
  try {
    found = envelopeOf(value, type);
  } catch {
    throw new TrustFault("trust.unreadable");
  }
  if (found.payload.length > MOST_BYTES) throw new TrustFault("trust.too_large");
  if (Object.keys(value as Fields).length !== 3) throw new TrustFault("trust.unknown_field");
  return found;
}

/** What pins a root: SHA-256 over the sorted key ids. */
export function fingerprintOf(keys: Keys): string {
  return hex(sha256Of(utf8([...keys.keys()].sort().join("\n"))));
}

async function byFreshnessKey<T>(value: unknown, type: string, root: Root, unsigned: string, read: (value: unknown) => T | Promise<T>): Promise<T> {
  const file = sealed(value, type);
  if ((await countSigners(file, root.freshness_keys)) < 1) throw new TrustFault(unsigned);
  return typed(read, file);
}

async function typed<T>(read: (value: unknown) => T | Promise<T>, file: Envelope): Promise<T> {
  try {
    return await read(valueOf(file));
  } catch (thrown) {
    if (thrown instanceof TrustFault) throw thrown;
    throw new TrustFault("trust.unreadable");
  }
}

function requireDifferent(keys: readonly string[]): void {
  if (new Set(keys).size !== keys.length) throw new TrustFault("trust.key_reused");
}

function keysOf(value: unknown): Keys {
  const keys = Object.entries(object(value)).map(([name, each]) => [name, publicKey(each)] as const);
  if (keys.some(([name, key]) => keyId(key) !== name)) throw new TypeError("a key under the id of another");
  return new Map(keys);
}

function rootOf(value: unknown): Root {
  const known = exactly(value, "version", "expires_at", "threshold", "keys");
  const keys = exactly(known["keys"], "root", "trust_list", "freshness");
  const root_keys = keysOf(keys["root"]);
  return {
    version: count(known["version"]), expires_ms: moment(known["expires_at"]), threshold: count(known["threshold"]), root_keys,
    trust_list_keys: keysOf(keys["trust_list"]), freshness_keys: keysOf(keys["freshness"]), fingerprint: fingerprintOf(root_keys),
  };
}

function trustList(value: unknown): TrustList {
  const known = exactly(value, "version", "issued_at", "expires_at", "host", "organisations", "keys", "products");
  const organisations = list(known["organisations"]).map(organisationOf);
  return {
    version: count(known["version"]), issued_ms: moment(known["issued_at"]), expires_ms: moment(known["expires_at"]), host: text(known["host"]),
    organisations: new Map(organisations.map((each) => [each.id, each])), keys: list(known["keys"]).map(keyOf),
    products: new Map(Object.entries(object(known["products"])).map(([gtin, names]) => [gtin, namesOf(names)])),
  };
}

function organisationOf(value: unknown): TrustedOrganisation {
  const known = exactly(value, "id", "name", "kind", "maker_number", "parent");
  return {
    id: text(known["id"]), name: text(known["name"]), kind: text(known["kind"]),
    maker_number: orNull(known["maker_number"], count), parent: orNull(known["parent"], text),
  };
}

function namesOf(value: unknown): Names {
  const names = object(value);
  for (const each of Object.values(names)) text(each);
  return names as Names;
}

function keyOf(value: unknown): TrustedKey {
  const known = exactly(
    value, "public_key", "role", "organisation", "state", "valid_from", "valid_to", "leaf_cut", "genuine", "scope_makers", "scope_gtins",
  );
  const state = text(known["state"]);
  if (!KEY_STATES.includes(state)) throw new TypeError("a state that nobody knows");
  const public_key = publicKey(known["public_key"]);
  return {
    public_key, kid: kidOf(public_key), role: text(known["role"]), organisation: text(known["organisation"]), state,
    from_ms: moment(known["valid_from"]), to_ms: moment(known["valid_to"]), leaf_cut: orNull(known["leaf_cut"], count),
    genuine: genuineOf(known["genuine"]), scope_makers: list(known["scope_makers"]).map(count), scope_gtins: list(known["scope_gtins"]).map(text),
  };
}

function genuineOf(value: unknown): ReadonlySet<string> {
  const packed = value === null ? new Uint8Array() : fromBase64(value);
  if (packed.length % GENUINE_BYTES !== 0) throw new TypeError("cut off");
  const marks = new Set<string>();
  for (let at = 0; at < packed.length; at += GENUINE_BYTES) marks.add(hex(packed.slice(at, at + GENUINE_BYTES)));
  return marks;
}

function freshnessOf(value: unknown): Freshness {
  const known = exactly(value, "version", "issued_at", "expires_at", "trust_list", "status", "recalls", "log");
  const log = exactly(known["log"], "size", "root");
  return {
    version: count(known["version"]), issued_ms: moment(known["issued_at"]), expires_ms: moment(known["expires_at"]),
    trust_list: namedOf(known["trust_list"]), status: namedOf(known["status"]), recalls: namedOf(known["recalls"]),
    log_size: count(log["size"]), log_root: text(log["root"]),
  };
}

function namedOf(value: unknown): Named {
  const known = exactly(value, "version", "sha256");
  return { version: count(known["version"]), sha256: text(known["sha256"]) };
}

async function statusOf(value: unknown): Promise<StatusList> {
  const known = exactly(value, "version", "epoch", "issued_at", "ttl_s", "length", "bits");
  const length = count(known["length"]);
  const bits = await inflated(fromBase64(known["bits"]), MOST_STATUS_BYTES);
  if (bits.length !== Math.ceil(length / 4)) throw new TypeError("the status bits are not of this length");
  return {
    version: count(known["version"]), epoch: count(known["epoch"]), issued_ms: moment(known["issued_at"]),
    ttl_ms: count(known["ttl_s"]) * 1000, length, bits,
  };
}

function recallsOf(value: unknown): RecallFeed {
  const known = exactly(value, "version", "issued_at", "recalls");
  return { version: count(known["version"]), issued_ms: moment(known["issued_at"]), recalls: list(known["recalls"]).map(recallOf) };
}

function recallOf(value: unknown): Recall {
  const known = exactly(value, "id", "gtin", "lot", "lot_to", "serial", "serial_to", "issued_at", "reason", "action", "contact");
  return {
    id: text(known["id"]), gtin: text(known["gtin"]), lot: orNull(known["lot"], text), lot_to: orNull(known["lot_to"], text),
    serial: orNull(known["serial"], text), serial_to: orNull(known["serial_to"], text), issued_ms: moment(known["issued_at"]),
    reason: text(known["reason"]), action: text(known["action"]), contact: text(known["contact"]),
  };
}
