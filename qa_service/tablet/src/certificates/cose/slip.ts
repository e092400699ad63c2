/** The code of a packing slip: statement and both signatures in one address. Twin of certificates/cose/slip.py. */
import { fromHex, type Bytes } from "../bytes.ts";
import { HOST, NAME } from "../codes/names.ts";
import { decode, type Cbor } from "./cbor.ts";
import { protectedHeader, type Sign1 } from "./sign1.ts";

export const AAD = "QA-BATCH-1";
const KID_BYTES = 8, SIGNATURE_BYTES = 64, PART = KID_BYTES + SIGNATURE_BYTES, HASH_BYTES = 32, FIELDS = 10;
const LONGEST = 2000;
/** 2100-01-01 in seconds. */
const LATEST = 4_102_444_800;
const PATH = `https://(?<host>${HOST})/C/(?<number>[A-Z0-9\\-]{1,20})`;
const BEGINNING = new RegExp(`^${PATH}(?:#|$)`);
const BARE = new RegExp(`^${PATH}#?$`);
const LOT = new RegExp(`^${NAME}$`);
const TEXT = new RegExp(`^${PATH}#(?<digits>[0-9]+)$`);

/** What two organisations sign of a lot; hashes as raw SHA-256. */
export interface Statement {
  readonly number: string;
  readonly issued_at: number;
  readonly gtin: string;
  readonly lot: string;
  readonly quantity: number;
  readonly maker: number;
}

/** A signature with the first 8 bytes of SHA-256 of its key. */
export interface SlipSignature {
  readonly kid: Bytes;
  readonly message: Sign1;
}

/** Read, not yet verified. */
export interface Slip {
  readonly host: string;
  readonly statement: Statement;
  readonly signatures: readonly [SlipSignature, SlipSignature];
}

/** A text that is no packing slip. */
export class SlipFault extends Error {}

/** Whether a text is meant as the code of a packing slip, whole or not. */
export function isSlip(text: string): boolean {
  return BEGINNING.test(text);
}

/** Whether it is the address alone, without the signed digits. */
export function isBareSlip(text: string): boolean {
  return BARE.test(text);
}

/** Read a text. Throws SlipFault. */
export function slipOf(text: string): Slip {
  const found = text.length <= LONGEST ? TEXT.exec(text)?.groups : undefined;
  if (!found) throw new SlipFault("not a packing slip");
  const { host = "", number = "", digits = "" } = found;
  const data = bytesOf(digits);
  if (data.length <= 2 * PART + 1 || data[0] !== 1) throw new SlipFault("unknown version");
  const payload = data.slice(1, -2 * PART), tail = data.slice(-2 * PART);
  const statement = statementOf(payload);
  if (statement.number !== number) throw new SlipFault("another number");
  return { host, statement, signatures: [signature(payload, tail.slice(0, PART)), signature(payload, tail.slice(PART))] };
}

function bytesOf(digits: string): Bytes {
  if (digits.startsWith("0")) throw new SlipFault("a zero in front");
  const text = BigInt(digits).toString(16);
  return fromHex(text.length % 2 ? `0${text}` : text);
}

function statementOf(payload: Bytes): Statement {
  let value: Cbor;
  try {
    value = decode(payload);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new SlipFault(thrown.message);
    throw thrown;
  }
  if (!Array.isArray(value) || value.length !== FIELDS) throw new SlipFault("not the statement of a batch certificate");
  const [number, issued_at, gtin, lot, quantity, maker, ...hashes] = value as readonly Cbor[];
  if (typeof number !== "string" || typeof lot !== "string" || !LOT.test(lot)) throw new SlipFault("a field has the wrong type");
  if (typeof issued_at !== "number" || typeof gtin !== "number" || typeof quantity !== "number" || typeof maker !== "number") throw new SlipFault("a field has the wrong type");
  if (Math.min(issued_at, gtin, quantity, maker) < 0 || issued_at > LATEST || gtin >= 1e14) throw new SlipFault("a number out of reach");
  if (!hashes.every((each) => each instanceof Uint8Array && each.length === HASH_BYTES)) throw new SlipFault("a hash has the wrong length");
  return { number, issued_at, gtin: String(gtin).padStart(14, "0"), lot, quantity, maker };
}

function signature(payload: Bytes, part: Bytes): SlipSignature {
  const kid = part.slice(0, KID_BYTES);
  return { kid, message: { protected: protectedHeader(kid), payload, signature: part.slice(KID_BYTES) } };
}
