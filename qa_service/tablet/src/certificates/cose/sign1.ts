/** COSE_Sign1 (RFC 9052, 4.2 and 4.4) with Ed25519. */
import { utf8, type Bytes } from "../bytes.ts";
import { encode, tagged } from "./cbor.ts";

const ALG = 1, KID = 4, EDDSA = -8, SIGN1_TAG = 18;

/** The parts of a signed message. */
export interface Sign1 {
  readonly protected: Bytes;
  readonly payload: Bytes;
  readonly signature: Bytes;
}

/** {1: -8 (EdDSA), 4: kid}. */
export function protectedHeader(kid: Bytes): Bytes {
  return encode(new Map<number, number | Bytes>([[ALG, EDDSA], [KID, kid]]));
}

/** Sig_structure: ["Signature1", protected, external_aad, payload]. */
export function toBeSigned(message: Sign1, aad: string): Bytes {
  return encode(["Signature1", message.protected, utf8(aad), message.payload]);
}

/** The tagged standard form that any COSE library reads. */
export function toCose(message: Sign1): Bytes {
  return tagged(SIGN1_TAG, [message.protected, new Map(), message.payload, message.signature]);
}
