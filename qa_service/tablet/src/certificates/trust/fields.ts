/**
 * Strict readers of the values in signed JSON. Each throws when the value is not what it should be. Both languages
 * accept and refuse the same texts, so that a list is never good on one device alone.
 */
import { fromHex, hex, type Bytes } from "../bytes.ts";
import { isAcceptableKey } from "../cose/ed25519.ts";

/** A file that cannot be trusted; `reason` is a stable code. */
export class TrustFault extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export type Fields = Readonly<Record<string, unknown>>;

const MOMENT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,3})?Z$/;

/** An object, not an array, not nothing. */
export function object(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not an object");
  return value as Fields;
}

/** An object with these fields and no others: a field that nobody here knows may forbid something. */
export function exactly(value: unknown, ...names: readonly string[]): Fields {
  const found = object(value);
  const given = Object.keys(found);
  if (names.some((each) => !given.includes(each))) throw new TypeError("a field is missing");
  if (given.length !== names.length) throw new TrustFault("trust.unknown_field");
  return found;
}

/** A list. */
export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("not a list");
  return value;
}

/** A count, zero included. */
export function count(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new TypeError("not a count");
  return value;
}

/** A text. */
export function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}

/** Something, or null where it says null. */
export function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null ? null : read(value);
}

/** 32 bytes in lower-case hexadecimal, an acceptable point. */
export function publicKey(value: unknown): Bytes {
  const key = fromHex(value);
  if (hex(key) !== value || !isAcceptableKey(key)) throw new TypeError("an unacceptable key");
  return key;
}

/** A time in UTC with Z (RFC 3339), in milliseconds. */
export function moment(value: unknown): number {
  const found = typeof value === "string" ? MOMENT.exec(value) : null;
  const at = found ? Date.parse(found[0]) : NaN;
  // 30 February would be moved on
  const [year, month, day] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  if (Number.isNaN(at) || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) throw new TypeError("not a time in UTC");
  return at;
}
