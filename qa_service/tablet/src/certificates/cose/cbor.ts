/** Deterministic CBOR (RFC 8949, 4.2.1): shortest integers, definite lengths, map keys sorted by their encoding. */
import { bigEndian, isSame, joined, utf8, type Bytes } from "../bytes.ts";

export type Cbor = number | string | Bytes | readonly Cbor[] | ReadonlyMap<number, Cbor>;

/** The one encoding of a value. Integers up to 2^53. */
export function encode(value: Cbor): Bytes {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return joined(head(3, utf8(value).length), utf8(value));
  if (value instanceof Uint8Array) return joined(head(2, value.length), value);
  if (value instanceof Map) return map(value as ReadonlyMap<number, Cbor>);
  const items = value as readonly Cbor[];
  return joined(head(4, items.length), ...items.map(encode));
}

/** A tagged value. */
export function tagged(tag: number, value: Cbor): Bytes {
  return joined(head(6, tag), encode(value));
}

function map(value: ReadonlyMap<number, Cbor>): Bytes {
  const pairs = [...value].map(([key, item]) => [encode(key), encode(item)] as const);
  pairs.sort(([a], [b]) => a.length - b.length || compare(a, b));
  return joined(head(5, pairs.length), ...pairs.flat());
}

function compare(a: Bytes, b: Bytes): number {
  for (const [at, byte] of a.entries()) {
    const difference = byte - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function head(major: number, count: number): Bytes {
  if (!Number.isSafeInteger(count)) throw new RangeError("not an integer that CBOR takes here");
  const kind = major << 5;
  if (count < 24) return Uint8Array.of(kind | count);
  for (const [more, size] of [[24, 1], [25, 2], [26, 4]] as const) {
    if (count < 256 ** size) return Uint8Array.of(kind | more, ...bytesOf(count, size));
  }
  return Uint8Array.of(kind | 27, ...bytesOf(count, 8));
}

/**
 * The one value of these bytes: whole numbers, byte strings, texts and lists, as the statement of a packing slip has.
 * Throws RangeError for anything else and for any but the deterministic encoding.
 */
export function decode(bytes: Bytes): Cbor {
  const { value, end } = item(bytes, 0);
  if (end !== bytes.length || !isSame(encode(value), bytes)) throw new RangeError("not the deterministic encoding");
  return value;
}

const DEEPEST = 4;

function item(bytes: Bytes, start: number, depth = 0): { readonly value: Cbor; readonly end: number } {
  const first = bytes[start];
  if (first === undefined || depth > DEEPEST) throw new RangeError("not CBOR that is read here");
  const major = first >> 5, short = first & 31;
  const size = short < 24 ? 0 : ({ 24: 1, 25: 2, 26: 4, 27: 8 }[short] ?? -1);
  const begin = start + 1 + size;
  if (size < 0 || begin > bytes.length) throw new RangeError("not CBOR that is read here");
  const count = size === 0 ? short : bigEndian(bytes.slice(start + 1, begin));
  if (major === 0) return { value: count, end: begin };
  if (major === 1) return { value: -1 - count, end: begin };
  const end = begin + count;
  if (major !== 4 && end > bytes.length) throw new RangeError("cut off");
  if (major === 2) return { value: bytes.slice(begin, end), end };
  if (major === 3) return { value: textOf(bytes.slice(begin, end)), end };
  if (major !== 4) throw new RangeError("not CBOR that is read here");
  const items: Cbor[] = [];
  let at = begin;
  for (let left = count; left > 0; left--) {
    const next = item(bytes, at, depth + 1);
    items.push(next.value);
    at = next.end;
  }
  return { value: items, end: at };
}

function textOf(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError("not a text");
  }
}

/** Big-endian bytes of a count. */
export function bytesOf(count: number, size: number): Bytes {
  const bytes = new Uint8Array(size);
  for (let at = size - 1, rest = count; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  return bytes;
}
