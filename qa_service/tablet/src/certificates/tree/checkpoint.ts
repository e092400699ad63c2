/**
 * Checkpoints as signed notes, and cosignatures on them (C2SP signed-note, tlog-checkpoint, tlog-cosignature). Twin of
 * certificates/tree/checkpoint.py; tests/vectors/log_proofs.json holds both to the same answers.
 */
import { base64, bigEndian, fromBase64, hex, isSame, joined, utf8, type Bytes } from "../bytes.ts";
import { isAcceptableKey, isSignedBy, sha256Of } from "../cose/ed25519.ts";

export const ED25519 = 1, COSIGNATURE = 4;
const MOST_LINES = 100, MOST_CHARACTERS = 100_000, CLOCK_TOLERANCE_s = 300;
const SIZE = /^(?:0|[1-9][0-9]{0,18})$/;
const NAME = /^[^\s+]{1,200}$/;
const VKEY = /^(?<name>[^\s+]{1,200})\+(?<hash>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/=]{1,80})$/;
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** A note or proof that does not hold; `reason` is a stable code. */
export class NoteFault extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** A name and a public key; `kind` is ED25519 for a log, COSIGNATURE for a witness. */
export interface NoteKey {
  readonly name: string;
  readonly key: Bytes;
  readonly kind: number;
}

interface Signature {
  readonly name: string;
  readonly hash: Bytes;
  readonly signature: Bytes;
}

/** What a log said: `text` are the signed lines with their newlines. */
export interface Checkpoint {
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  readonly signatures: readonly Signature[];
}

/** First 4 bytes of SHA-256(name, newline, kind, key). */
export function keyHash({ name, key, kind }: NoteKey): Bytes {
  return sha256Of(joined(utf8(`${name}\n`), Uint8Array.of(kind), key)).slice(0, 4);
}

/** Read a note strictly. Throws NoteFault; who signed is asked separately. */
export function parseNote(note: string): Checkpoint {
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || note.length > MOST_CHARACTERS || !note.endsWith("\n") || CONTROL.test(note)) throw new NoteFault("log.note_unreadable");
  const lines = note.slice(0, at).split("\n");
  const [origin = "", size = "", root = ""] = lines;
  if (lines.length < 3 || lines.includes("") || !NAME.test(origin.replaceAll(" ", "_")) || !SIZE.test(size)) throw new NoteFault("log.note_unreadable");
  return { text: note.slice(0, at + 1), origin, size: Number(size), root: hashOf(root), signatures: signatureLines(note.slice(at + 2)) };
}

/** Whether one of these log keys signed it. Throws NoteFault: a line of a known key is wrong. */
export async function isSignedByLog(checkpoint: Checkpoint, keys: readonly NoteKey[]): Promise<boolean> {
  const found = linesOf(checkpoint, keys, ED25519);
  for (const [key, line] of found) await require(key, line.signature, utf8(checkpoint.text));
  return found.length > 0;
}

/** Which of these witnesses signed it, and when each says so, in seconds since 1970. Throws NoteFault for a wrong line. */
export async function witnessedBy(checkpoint: Checkpoint, keys: readonly NoteKey[], now: Date): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const [key, line] of linesOf(checkpoint, keys, COSIGNATURE)) {
    const time_s = bigEndian(line.signature.slice(0, 8));
    if (line.signature.length !== 72 || time_s > now.getTime() / 1000 + CLOCK_TOLERANCE_s) throw new NoteFault("log.signature_wrong");
    await require(key, line.signature.slice(8), utf8(`cosignature/v1\ntime ${time_s}\n${checkpoint.text}`));
    found.set(key.name, time_s);
  }
  return found;
}

/** A key as people exchange it: `name+hash+base64(kind, key)`. Throws NoteFault. */
export function readVkey(text: string): NoteKey {
  const found = VKEY.exec(text.trim())?.groups;
  if (!found) throw new NoteFault("log.key_unreadable");
  const packed = strictBase64(found["key"] ?? "", "log.key_unreadable");
  const key = { name: found["name"] ?? "", key: packed.slice(1), kind: packed[0] ?? 0 };
  const isKnown = key.kind === ED25519 || key.kind === COSIGNATURE;
  if (!isKnown || !isAcceptableKey(key.key) || hex(keyHash(key)) !== found["hash"]) throw new NoteFault("log.key_unreadable");
  return key;
}

/** 32 bytes in base 64. Throws NoteFault. */
export function hashOf(line: string): Bytes {
  const found = strictBase64(line, "log.note_unreadable");
  if (found.length !== 32) throw new NoteFault("log.note_unreadable");
  return found;
}

function linesOf({ signatures }: Checkpoint, keys: readonly NoteKey[], kind: number): (readonly [NoteKey, Signature])[] {
  return signatures.flatMap((line) =>
    keys.filter((key) => key.kind === kind && key.name === line.name && isSame(keyHash(key), line.hash)).map((key) => [key, line] as const),
  );
}

async function require({ key }: NoteKey, signature: Bytes, signed: Bytes): Promise<void> {
  if (!(await isSignedBy(key, signature, signed))) throw new NoteFault("log.signature_wrong");
}

function signatureLines(text: string): readonly Signature[] {
  const lines = text.replace(/\n$/, "").split("\n");
  if (!text.endsWith("\n") || lines.length > MOST_LINES) throw new NoteFault("log.note_unreadable");
  return lines.map((line) => {
    const [dash, name = "", packed = "", ...more] = line.split(" ");
    if (dash !== "\u2014" || more.length > 0 || !NAME.test(name)) throw new NoteFault("log.note_unreadable");
    const bytes = strictBase64(packed, "log.note_unreadable");
    if (bytes.length < 5) throw new NoteFault("log.note_unreadable");
    return { name, hash: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
}

function strictBase64(text: string, reason: string): Bytes {
  try {
    const found = fromBase64(text);
    if (base64(found) === text) return found;
  } catch {
    // told below
  }
  throw new NoteFault(reason);
}
