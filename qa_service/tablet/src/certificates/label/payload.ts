/** The signed claims: a standard CWT payload, rebuilt from the label; and the key hint. */
import type { Bytes } from "../bytes.ts";
import { encode, type Cbor } from "../cose/cbor.ts";
import { sha256Of } from "../cose/ed25519.ts";
import { protectedHeader, toCose, type Sign1 } from "../cose/sign1.ts";
import { signedOn, type Block, type Identity, type Label } from "./model.ts";

const IAT = 6, FIRST_PRIVATE = -65_537, KID_BYTES = 3;

/** Claims 6 (iat) and -65537..-65547; absent dates are left out. */
export function payloadOf(identity: Identity, block: Block): Bytes {
  const values = [
    identity.gtin, identity.lot, identity.serial, identity.produced, identity.expires,
    block.maker, block.grade, block.quantity, block.status_index, block.leaf,
  ];
  const claims = new Map<number, Cbor>([[IAT, signedOn(block).epoch_s]]);
  for (const [index, value] of values.entries()) {
    if (value !== null) claims.set(FIRST_PRIVATE - index, value);
  }
  return encode(claims);
}

/** The label as the COSE message that was signed. */
export function asSign1(label: Label): Sign1 {
  return { protected: protectedHeader(label.block.kid), payload: payloadOf(label.identity, label.block), signature: label.signature };
}

/** The exported CWT (tag 18). */
export function toCwt(label: Label): Bytes {
  return toCose(asSign1(label));
}

/** First 3 bytes of SHA-256 of the raw public key; a hint only, every match is tried. */
export function kidOf(publicKey: Bytes): Bytes {
  return sha256Of(publicKey).slice(0, KID_BYTES);
}
