/** Strict readers of the values in signed JSON. Each throws when the value is not what it should be. */

export type Fields = Readonly<Record<string, unknown>>;

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/;

/** An object, not an array, not nothing. */
export function object(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not an object");
  return value as Fields;
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

/** A time with its zone (RFC 3339), in milliseconds. */
export function moment(value: unknown): number {
  const found = typeof value === "string" ? MOMENT.exec(value) : null;
  const at = found ? Date.parse(found[0]) : NaN;
  // 30 February would be moved on
  const [year, month, day] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  if (Number.isNaN(at) || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) throw new TypeError("not a time with a zone");
  return at;
}
