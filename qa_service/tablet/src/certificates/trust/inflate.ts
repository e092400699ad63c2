/** zlib (RFC 1950) unpacked by the browser, up to a limit: a small file may unpack without end. */
import { joined, type Bytes } from "../bytes.ts";

/** The bytes inside. Throws when it does not unpack, ends early, or is longer than `most`. */
export async function inflated(packed: Bytes, most: number): Promise<Bytes> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts: Bytes[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return joined(...parts);
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => undefined);
      throw new RangeError("unpacks to too much");
    }
    parts.push(value as Bytes);
  }
}
