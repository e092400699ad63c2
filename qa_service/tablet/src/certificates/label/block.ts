/** The block: 83 bytes, 19 of claims and 64 of signature; and its 200 decimal digits. */
import { bigEndian, fromHex, type Bytes } from "../bytes.ts";
import { LabelFault, type Block } from "./model.ts";

export const DIGITS = 200;
const VERSION_ALG = 0x11;
const BLOCK_BYTES = 83;

/** Read a block. Throws LabelFault. */
export function blockOf(data: Bytes): { readonly block: Block; readonly signature: Bytes } {
  if (data.length !== BLOCK_BYTES) throw new LabelFault("block_length");
  if (data[0] !== VERSION_ALG) throw new LabelFault("unknown_version");
  const number = (from: number, to: number): number => bigEndian(data.slice(from, to));
  const block = {
    kid: data.slice(1, 4), day: number(4, 6), maker: number(6, 8), grade: number(8, 9), quantity: number(9, 11),
    status_index: number(11, 15), leaf: number(15, 19),
  };
  return { block, signature: data.slice(19) };
}

/** Digits to bytes; a number too large for 83 bytes is a fault. */
export function fromDigits(digits: string): Bytes {
  const value = BigInt(digits);
  if (value >> BigInt(8 * BLOCK_BYTES)) throw new LabelFault("block_too_large");
  return fromHex(value.toString(16).padStart(2 * BLOCK_BYTES, "0"));
}
