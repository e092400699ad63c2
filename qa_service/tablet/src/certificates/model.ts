/** Release, certificates, labels, scans and receipts as the server tells them. */
import type { Names } from "../checklists/model.ts";
import type { Refusal } from "../inspections/model.ts";

export type VerdictCode =
  | "incomplete" | "cannot_verify" | "unknown_issuer" | "invalid" | "revoked" | "recalled" | "suspended"
  | "not_for_use" | "suspect" | "not_on_record" | "expired" | "valid_stale" | "valid" | "on_record";

interface Party {
  readonly id?: string;
  readonly name: string;
}

/** What was found out about a scanned text. */
export interface Report {
  /** absent from answers that older servers gave */
  readonly kind?: "label" | "packing_slip";
  readonly verdict: VerdictCode;
  readonly reason: string;
  readonly signature_checked: boolean;
  readonly concession: boolean;
  /** whether a person compared the words of the root that it rests on; absent from the server's answer */
  readonly trust_pinned?: boolean;
  /** what a recall says to do */
  readonly action?: string | null;
  /** whom to ask about it */
  readonly contact?: string | null;
  readonly concession_texts: readonly string[];
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly maker_serial: string | null;
  readonly product: Names;
  readonly maker: Party | null;
  readonly issuer: Party | null;
  readonly inspected_by: Party | null;
  readonly produced_on: string | null;
  readonly expires_on: string | null;
  readonly quantity: number | null;
  readonly status_as_of: string | null;
  readonly certificate_id: string | null;
  readonly certificate_number: string | null;
  readonly checked: readonly { readonly class: string; readonly looked_at: number; readonly lot_size: number; readonly names: readonly Names[] }[];
  readonly not_checked: readonly string[];
  readonly risk: readonly { readonly class: string; readonly lot_size: number; readonly bad: number; readonly p: number }[];
  readonly first_receipt: Earlier | null;
}

/** An earlier receipt, as far as this reader may know of it. */
export interface Earlier {
  readonly at: string;
  readonly own: boolean;
  readonly place: string;
}

export interface Receipt {
  readonly id: string;
  readonly at: string;
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  readonly state: "received" | "quarantined";
  readonly place: string;
  readonly condition: string;
  readonly note: string;
  readonly verdict: string;
  readonly seen_again?: Earlier | null;
}

export interface Booked {
  readonly receipt: Receipt;
  readonly report: Report;
  readonly duplicate_of: Earlier | null;
}

export interface Eye {
  readonly code: string;
  readonly ok: boolean;
}

/** A person and their organisation. */
export interface PersonRef {
  readonly person: string;
  readonly organisation: string;
}

/** Plan, outcome and risk of one class. */
export interface ClassPlan {
  readonly class: string;
  readonly N: number;
  readonly n: number;
  readonly ac: number;
  readonly looked_at: number;
  readonly failed: number;
  readonly undecided: number;
  readonly names: readonly Names[];
  readonly risk: readonly { readonly bad: number; readonly p: number }[];
}

export interface CertificateRow {
  readonly id: string;
  readonly number: string;
  readonly batch_id: string;
  readonly lot: string;
  readonly gtin: string;
  readonly product: Names;
  readonly maker: string;
  readonly state: "prepared" | "pending_second" | "issued" | "suspended" | "revoked" | "superseded";
  readonly quantity: number;
  readonly issued_at: string | null;
}

export interface ReleaseView {
  readonly outcome: "accept" | "not_accept";
  readonly product: Names;
  readonly lot: string;
  readonly maker: string;
  readonly revision_label: string;
  readonly inspector: PersonRef;
  readonly reviewer: PersonRef;
  readonly plan: readonly ClassPlan[];
  readonly evidence: readonly { readonly serial: string; readonly photos: readonly string[]; readonly measurement_id: string | null }[];
  readonly not_checked: readonly string[];
  readonly concessions: readonly string[];
  readonly open_points: readonly string[];
  readonly blocks: readonly string[];
  readonly eyes: readonly Eye[];
  readonly quantity_made: number;
  /** neither failed nor used up in a test */
  readonly pieces_good: number;
  readonly quantity_releasable: number;
  readonly certificate: CertificateRow | null;
  readonly may_sign: "first" | "second" | "none";
  /** whether it is this issuer's turn: to refuse or to ask, also while something holds the signature back */
  readonly may_decide: boolean;
  readonly refusal: Refusal | null;
  readonly why_not: readonly string[];
}

/** What somebody reported about a released item. */
export interface Complaint {
  readonly id: string;
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  readonly product: Names;
  readonly batch_id: string | null;
  readonly certificate_id: string | null;
  readonly text: string;
  readonly contact: string;
  readonly at: string;
  readonly closing: { readonly text: string; readonly person: string; readonly at: string } | null;
}

export interface Certificate extends CertificateRow {
  readonly revision_label: string;
  readonly inspected_by: string;
  readonly released_by: string;
  readonly produced_on: string;
  readonly expires_on: string | null;
  readonly plan: readonly ClassPlan[];
  readonly not_checked: readonly string[];
  readonly concessions: readonly string[];
  readonly open_points: readonly string[];
  readonly first_signed_at: string | null;
  readonly leaf: number | null;
  readonly witnesses: number;
  readonly labels_count: number;
  readonly seed: string;
}

export interface LabelSheet {
  readonly name: string;
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  readonly paper: string;
  readonly page_mm: readonly [number, number];
  readonly cell_mm: readonly [number, number];
  readonly usable: boolean;
}

/** What a print would need, and how many labels were printed and spoiled so far. */
export interface PrintPlan {
  readonly labels: number;
  readonly cells: number;
  readonly sheets: number;
  readonly sheet: LabelSheet;
  readonly version: number;
  readonly module_mm: number;
  readonly is_long_host: boolean;
  readonly printed: number;
  readonly spoiled: number;
  readonly pack_of: number;
  readonly where: Names;
}

/** A print on record, and where its file is. */
export interface PrintJob {
  readonly id: string;
  readonly file: string;
}

export interface LabelRow {
  readonly serial: string;
  readonly maker_serial: string;
  readonly text: string;
  readonly printed: number;
  readonly spoiled: number;
}

/** A recall: proposed by one person, in force once another confirmed it. */
export interface RecallRow {
  readonly id: string;
  readonly gtin: string;
  readonly lot: string | null;
  readonly lot_to: string | null;
  readonly serial: string | null;
  readonly serial_to: string | null;
  readonly reason: string;
  readonly action: string;
  readonly contact: string;
  readonly state: "proposed" | "issued" | "given_up";
  readonly proposed_at: string;
  readonly ended_at: string | null;
  readonly labels: number;
  readonly product: Names;
  readonly proposed_by: string;
  readonly is_own: boolean;
}

/** A key as people read it; the private half never comes here. */
export interface KeyRow {
  readonly id: string;
  readonly words: readonly string[];
  readonly role: "root" | "trust_list" | "freshness" | "inspection" | "label" | "log";
  readonly organisation: string;
  readonly state: "active" | "retired" | "revoked";
  readonly valid_from: string;
  readonly valid_to: string;
  readonly scope_makers: readonly number[];
  readonly scope_gtins: readonly string[];
  readonly leaf_cut: number | null;
  readonly is_here: boolean;
}

export interface RootRow {
  readonly version: number;
  readonly words: readonly string[];
  readonly threshold: number;
  readonly keys: readonly (readonly string[])[];
  readonly expires_at: string;
  readonly on_server: number;
}

/** The name of a party, however it is told. */
export function nameOf(party: Party | string | null | undefined): string {
  return party === null || party === undefined ? "" : typeof party === "string" ? party : party.name;
}
