/**
 * Ed25519 by the strict reading that every verifier shares: s below the order, the point R compared as bytes (no
 * cofactor), and neither key nor R of low order or not canonical. WebCrypto where the connection is safe and the
 * browser knows it; else the same equation over the points of @noble/ed25519, whose own `verify` multiplies by the
 * cofactor and so accepts signatures that WebCrypto and OpenSSL refuse.
 */
import { Point } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { isSame, joined, type Bytes } from "../bytes.ts";

const P = 2n ** 255n - 19n;
const ORDER = Point.CURVE().n;
const OF_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const LOW_ORDER_Y: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, OF_ORDER_8, P - OF_ORDER_8]);

/** How a signature is checked. */
export type IsSigned = (key: Bytes, signature: Bytes, signed: Bytes) => Promise<boolean> | boolean;

/** 32 bytes, canonical, not of low order (RFC 8032, 5.1.3). */
export function isAcceptableKey(key: Bytes): boolean {
  if (key.length !== 32) return false;
  const y = littleEndian(key) & ((1n << 255n) - 1n);
  return y < P && !LOW_ORDER_Y.has(y);
}

/** Whether a signature is this key's over exactly these bytes. */
export async function isSignedBy(key: Bytes, signature: Bytes, signed: Bytes): Promise<boolean> {
  if (signature.length !== 64 || !isAcceptableKey(key) || !isAcceptableKey(signature.slice(0, 32))) return false;
  const known = await imported(key);
  return known === null ? isSignedInPlainCode(key, signature, signed) : crypto.subtle.verify("Ed25519", known, signature, signed);
}

/** The same without WebCrypto. */
export function isSignedInPlainCode(key: Bytes, signature: Bytes, signed: Bytes): boolean {
  const r = signature.slice(0, 32);
  if (signature.length !== 64 || !isAcceptableKey(key) || !isAcceptableKey(r)) return false;
  const s = littleEndian(signature.slice(32));
  if (s >= ORDER) return false;
  try {
    const hash = littleEndian(sha512(joined(r, key, signed)) as Bytes) % ORDER;
    const expected = Point.BASE.multiply(s, false).add(Point.fromBytes(key).multiply(hash, false).negate());
    return isSame(expected.toBytes() as Bytes, r);
  } catch {
    return false; // not a point of the curve
  }
}

/** SHA-256, at once and in every context. */
export function sha256Of(bytes: Bytes): Bytes {
  return sha256(bytes) as Bytes;
}

const keys = new Map<string, Promise<CryptoKey | null>>();
const MOST_KEYS = 2000;

/** A key for WebCrypto; null where there is none, or where the browser does not know Ed25519. */
function imported(key: Bytes): Promise<CryptoKey | null> {
  if (typeof crypto === "undefined" || crypto.subtle === undefined) return Promise.resolve(null);
  const name = key.join();
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const made = crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]).catch(() => null);
  keys.set(name, made);
  return made;
}

function littleEndian(bytes: Bytes): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at] ?? 0);
  return value;
}
