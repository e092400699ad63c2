/** A label as a value. Format: docs/label-format.md. */
import type { Bytes } from "../bytes.ts";

export const AAD = "QA-LABEL-1";
export const NOT_LOGGED = 0xffffffff;
const EPOCH_ms = Date.UTC(2020, 0, 1);
const DAY_ms = 86_400_000;

/** A text that is no label of ours; `reason` is a stable code. */
export class LabelFault extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export type Decision = "released" | "concession" | "training" | "sample";

/** What the path and the query say; dates as YYMMDD. */
export interface Identity {
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  readonly produced: string | null;
  readonly expires: string | null;
}

/** The 19 bytes of claims that stand in the block. */
export interface Block {
  readonly kid: Bytes;
  readonly day: number;
  readonly maker: number;
  readonly grade: number;
  readonly quantity: number;
  readonly status_index: number;
  readonly leaf: number;
}

/** A whole label: host (not signed: it may move), identity, block and signature. */
export interface Label {
  readonly host: string;
  readonly identity: Identity;
  readonly block: Block;
  readonly signature: Bytes;
}

/** The release decision, bits 0 to 3 of the grade; null for values that are refused. */
export function decisionOf(block: Block): Decision | null {
  return ([null, "released", "concession", "training", "sample"] as const)[block.grade & 0x0f] ?? null;
}

/** Midnight UTC of the signing day, as YYYY-MM-DD and in seconds. */
export function signedOn(block: Block): { readonly day: string; readonly epoch_s: number } {
  const at_ms = EPOCH_ms + block.day * DAY_ms;
  return { day: new Date(at_ms).toISOString().slice(0, 10), epoch_s: at_ms / 1000 };
}
