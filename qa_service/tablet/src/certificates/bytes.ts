/** Bytes, text and numbers. Pure; nothing here trusts anything. */

export type Bytes = Uint8Array<ArrayBuffer>;

const UTF8 = new TextEncoder();

/** UTF-8. */
export function utf8(text: string): Bytes {
  return UTF8.encode(text);
}

/** One after the other. */
export function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Same length and same bytes. */
export function isSame(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Lower-case hexadecimal. */
export function hex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes of hexadecimal digits. Throws for anything else. */
export function fromHex(text: unknown): Bytes {
  if (typeof text !== "string" || !/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new TypeError("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Bytes of padded base64. Throws for anything else: no line breaks, no letters of the URL form. */
export function fromBase64(text: unknown): Bytes {
  if (typeof text !== "string" || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new TypeError("not base64");
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Padded base64. */
export function base64(bytes: Bytes): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}

/** An unsigned integer, most significant byte first. */
export function bigEndian(bytes: Bytes): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
