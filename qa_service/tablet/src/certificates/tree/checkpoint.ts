/** Checkpoints of a log: a signed note (C2SP signed-note, tlog-checkpoint) and cosignatures of witnesses (tlog-cosignature). */
import { base64, bigEndian, fromBase64, isSame, joined, utf8, type Bytes } from "../bytes.ts";
import { isSignedBy, sha256Of } from "../cose/ed25519.ts";

const ED25519 = 1, COSIGNATURE = 4;
const COUNT = /^(?:0|[1-9][0-9]{0,15})$/;

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
}

/** A name with its key, as in a vkey: `name+hash+base64(algorithm || key)`. */
export interface Signer {
  readonly name: string;
  readonly key: Bytes;
}

interface Line {
  readonly name: string;
  readonly hash: Bytes;
  readonly signature: Bytes;
}

/** First 4 bytes of SHA-256(name, newline, algorithm, key). */
export function keyHash({ name, key }: Signer, algorithm: number): Bytes {
  return sha256Of(joined(utf8(`${name}\n`), Uint8Array.of(algorithm), key)).slice(0, 4);
}

/** The checkpoint of a note that this log signed; null for anything else. */
export async function readCheckpoint(note: string, log: Signer): Promise<Checkpoint | null> {
  const parts = partsOf(note);
  if (parts === null) return null;
  const [origin = "", size = "", root = "", ...rest] = parts.body.split("\n");
  if (origin !== log.name || !COUNT.test(size) || rest.at(-1) !== "") return null;
  const line = parts.lines.find((each) => each.name === log.name && isSame(each.hash, keyHash(log, ED25519)));
  if (line === undefined || !(await isSignedBy(log.key, line.signature, utf8(parts.body)))) return null;
  const hash = hashOf(root);
  return hash === null ? null : { origin, size: Number(size), root: hash };
}

/** When each of these witnesses cosigned a note, in seconds since 1970, by name; those that did not are absent. */
export async function cosignedAt(note: string, witnesses: readonly Signer[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const parts = partsOf(note);
  if (parts === null) return found;
  for (const witness of witnesses) {
    const line = parts.lines.find((each) => each.name === witness.name && isSame(each.hash, keyHash(witness, COSIGNATURE)));
    if (line === undefined || line.signature.length !== 72) continue;
    const time_s = bigEndian(line.signature.slice(0, 8));
    const signed = utf8(`cosignature/v1\ntime ${time_s}\n${parts.body}`);
    if (await isSignedBy(witness.key, line.signature.slice(8), signed)) found.set(witness.name, time_s);
  }
  return found;
}

/** The signed text, its last newline included, and the signature lines. */
function partsOf(note: string): { readonly body: string; readonly lines: readonly Line[] } | null {
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || !note.endsWith("\n")) return null;
  const lines: Line[] = [];
  for (const text of note.slice(at + 2, -1).split("\n")) {
    const line = lineOf(text);
    if (line === null) return null;
    lines.push(line);
  }
  return { body: note.slice(0, at + 1), lines };
}

function lineOf(text: string): Line | null {
  const found = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (!found) return null;
  try {
    const bytes = fromBase64(found[2]);
    return bytes.length < 5 ? null : { name: found[1] ?? "", hash: bytes.slice(0, 4), signature: bytes.slice(4) };
  } catch {
    return null;
  }
}

function hashOf(text: string): Bytes | null {
  try {
    const hash = fromBase64(text);
    return hash.length === 32 && base64(hash) === text ? hash : null;
  } catch {
    return null;
  }
}
