/** A signed payload: the bytes as they were signed. Signed are "QA-SIGNED-1", the type and the payload, between newlines. */
import { fromBase64, hex, joined, utf8, type Bytes } from "../bytes.ts";
import { isSignedBy, sha256Of } from "../cose/ed25519.ts";
import type { Keys } from "./model.ts";

const CONTEXT = "QA-SIGNED-1";
export const MOST_BYTES = 4_000_000;

export interface Envelope {
  readonly type: string;
  readonly payload: Bytes;
  readonly signatures: readonly (readonly [string, Bytes])[];
}

/** SHA-256 of the raw public key, hexadecimal. */
export function keyId(key: Bytes): string {
  return hex(sha256Of(key));
}

/** Read the form in files. Throws for anything else. */
export function envelopeOf(value: unknown, type: string): Envelope {
  const { payload_type, payload, signatures } = value as { payload_type: unknown; payload: unknown; signatures: { key_id: unknown; signature: unknown }[] };
  if (payload_type !== type) throw new TypeError(`not a ${type}`);
  const bytes = fromBase64(payload);
  return { type, payload: bytes, signatures: signatures.map((each) => [String(each.key_id), fromBase64(each.signature)]) };
}

/** The payload as JSON. Throws. */
export function valueOf(envelope: Envelope): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(envelope.payload));
}

/** How many different keys of these signed it rightly; a key counts once. */
export async function countSigners(envelope: Envelope, keys: Keys): Promise<number> {
  const signed = joined(utf8(CONTEXT), utf8(`\n${envelope.type}\n`), envelope.payload);
  const good = new Set<string>();
  for (const [name, signature] of envelope.signatures) {
    const key = keys.get(name);
    if (key !== undefined && keyId(key) === name && (await isSignedBy(key, signature, signed))) good.add(name);
  }
  return good.size;
}
