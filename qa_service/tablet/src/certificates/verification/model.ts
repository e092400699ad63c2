/** The report of a check. Verdicts and reasons are those of certificates/verification. */
import type { VerdictCode } from "../model.ts";
import type { Names } from "../trust/model.ts";

export interface Party {
  readonly id: string;
  readonly name: string;
}

/** What the text is the code of: one piece, or the paper that comes with a lot. */
export type ScannedKind = "label" | "packing_slip";

/** What was found. `signature_checked` is true only when the signature was right: without it nothing is green. */
export interface Finding {
  readonly kind: ScannedKind;
  readonly verdict: VerdictCode;
  readonly reason: string;
  readonly signature_checked: boolean;
  readonly trust_pinned: boolean;
  readonly concession: boolean;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly produced_on: string | null;
  readonly expires_on: string | null;
  readonly product: Names;
  readonly maker: Party | null;
  readonly issuer: Party | null;
  readonly quantity: number | null;
  readonly leaf: number | null;
  readonly signed_on: string | null;
  readonly status_as_of: string | null;
  readonly trust_as_of: string | null;
  /** what a recall says to do */
  readonly action: string | null;
  /** whom to ask about it */
  readonly contact: string | null;
  /** of a packing slip */
  readonly certificate_number: string | null;
  readonly inspected_by: Party | null;
}
