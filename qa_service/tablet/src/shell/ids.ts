/** Ids made on the device: UUIDv7 (RFC 9562, 5.7), so that they sort by the time of making. */

/** A UUIDv7 from a time in milliseconds and 10 random bytes. */
export function uuid7From(time_ms: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = time_ms;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A new id. `crypto.getRandomValues` exists in an insecure context too, `randomUUID` does not. */
export function newId(): string {
  return uuid7From(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
