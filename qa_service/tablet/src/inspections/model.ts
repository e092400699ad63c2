/** Batches and visits as the server tells them. */
import type { Checklist, DefectClass, Names, Owner, ProcessField } from "../checklists/model.ts";

export interface Ref {
  readonly id: string;
  readonly label: string;
}

export interface BatchRow {
  readonly id: string;
  readonly lot: string;
  readonly design: { readonly id: string; readonly slug: string; readonly names: Names };
  readonly revision: Ref;
  readonly workshop: Owner;
  readonly quantity_made: number;
  readonly state: string;
  readonly missing_count: number;
  readonly inspection_body: Owner;
  readonly next_who: Who | null;
}

export interface Who {
  readonly organisation: string | null;
  readonly person: string | null;
}

export interface WayStep {
  readonly step: string;
  readonly state: "done" | "yours" | "others" | "later";
  readonly who: Who | null;
  readonly at: string | null;
  readonly what: string;
  readonly details: Readonly<Record<string, string | number>> | null;
}

export interface Missing {
  readonly code: string;
  readonly who: Who | null;
  readonly details: Readonly<Record<string, string>>;
}

export interface MaterialLot {
  readonly id: string;
  readonly material: string;
  readonly kind: string;
  readonly supplier: string;
  readonly supplier_lot: string;
  readonly received_on: string;
  readonly photo_sha256: string | null;
}

export interface Batch extends Omit<BatchRow, "missing_count" | "next_who"> {
  readonly gtin: string;
  readonly produced_on: string;
  readonly quantities: { readonly good: number; readonly scrapped: number; readonly in_rework: number; readonly consumed: number };
  readonly machines: readonly string[];
  readonly operators: readonly string[];
  readonly material_lots: readonly MaterialLot[];
  readonly process_values: Readonly<Record<string, string | number>>;
  readonly process_fields: readonly ProcessField[];
  readonly units_count: number;
  readonly version: number;
  readonly way: readonly WayStep[];
  readonly missing: readonly Missing[];
  readonly transitions: readonly string[];
}

export interface Unit {
  readonly id: string;
  readonly serial: string;
  readonly status: "open" | "passed" | "failed" | "undecided" | "scrapped" | "consumed";
  readonly label: "none" | "printed";
  readonly drawn_for: readonly DefectClass[];
}

export interface Instrument {
  readonly id: string;
  readonly serial: string;
  readonly type: string;
  readonly resolution: number;
  readonly u95: number;
  readonly unit: string;
  readonly due_on: string;
  readonly is_overdue: boolean;
}

export interface Sheet {
  readonly id: string;
  readonly serial: string;
  readonly name: string;
  readonly measured_bar_mm: { readonly x: number; readonly y: number };
  readonly U95_mm: number;
  readonly state: "in_service" | "expired" | "retired";
  readonly expires_on: string;
  readonly pockets: readonly { readonly number: number; readonly has_tag: boolean }[];
  readonly warnings: readonly string[];
}

export interface Camera {
  readonly id: string;
  readonly device: string;
  readonly lens: string;
  readonly width_px: number;
  readonly height_px: number;
  readonly f_px: number;
  readonly f_sd_px: number;
  readonly residual_px: number;
  readonly views: number;
  readonly made_at: string;
}

/** What the server says of a photo before it is kept. */
export interface PhotoCheck {
  readonly refused: string | null;
  readonly reason: string;
  readonly gates: readonly Gate[];
  readonly tilt_deg: number;
}

/** A link that makes a phone the camera of one item. */
export interface CameraLink {
  readonly id: string;
  readonly state: "waiting" | "arrived" | "revoked" | "expired";
  readonly photo_sha256: string | null;
  readonly url?: string;
  readonly qr_side?: number;
  readonly qr_runs?: readonly (readonly [number, number, number])[];
}

export type Outcome = "pass" | "fail" | "undecided" | "not_measurable" | "not_applicable";

export interface Result {
  readonly id: string;
  /** the answer behind it; a correction names this */
  readonly answer_id: string;
  readonly unit_id: string | null;
  readonly item_code: string;
  readonly characteristic: string | null;
  readonly value: number | null;
  readonly choice: string | null;
  readonly unit: string | null;
  readonly U95: number | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly photo_sha256s: readonly string[];
  readonly measurement_id: string | null;
  readonly instrument_id: string | null;
  readonly note: string | null;
  readonly at: string;
  readonly is_current: boolean;
}

export interface ClassVerdict {
  readonly looked_at: number;
  readonly failed: number;
  readonly undecided: number;
  readonly allowed: number;
  readonly n: number;
  readonly met: boolean;
}

export interface Verdict {
  readonly outcome: "accept" | "not_accept" | "incomplete";
  readonly by_class: Readonly<Partial<Record<DefectClass, ClassVerdict>>>;
  readonly failed_units: readonly string[];
  readonly open_count: number;
  readonly photos_kept: number;
  readonly reasons: readonly string[];
}

export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

/** The batch of a visit. */
export interface BatchRef {
  readonly id: string;
  readonly lot: string;
  readonly design: { readonly id: string; readonly slug: string; readonly names: Names; readonly revision_id: string; readonly revision_label: string };
  readonly workshop: Owner;
  readonly quantity_made: number;
  readonly state: string;
}

export interface VisitRow {
  readonly id: string;
  readonly batch: BatchRef;
  readonly state: "in_progress" | "submitted" | "signed" | "approved" | "returned" | "cancelled";
  readonly inspector: PersonRef;
  readonly done_units: number;
  readonly all_units: number;
  readonly begun_at: string;
}

export interface OpenPlace {
  readonly unit_id: string | null;
  readonly item_code: string;
}

export interface Visit extends Pick<VisitRow, "id" | "batch" | "state" | "inspector"> {
  readonly checklist: Checklist;
  readonly sample: {
    readonly plan_by_class: Readonly<Partial<Record<DefectClass, { readonly n: number; readonly ac: number; readonly scheme: string; readonly N: number }>>>;
    readonly seed: string;
    readonly drawn: Readonly<Partial<Record<DefectClass, readonly string[]>>>;
    readonly lot_tests: Readonly<Record<string, readonly string[]>>;
  };
  readonly units: readonly { readonly id: string; readonly serial: string; readonly drawn_for: readonly string[] }[];
  readonly results: readonly Result[];
  readonly open: readonly OpenPlace[];
  /** photos that the server has and has not measured yet */
  readonly measuring: readonly OpenPlace[];
  readonly verdict: Verdict;
  readonly signatures: readonly { readonly person: PersonRef; readonly organisation: string; readonly meaning: string; readonly decision: string; readonly note: string; readonly at: string }[];
}

export interface Measurement {
  readonly id: string;
  readonly state: string;
  readonly refused: { readonly code: string; readonly advice: string | null } | null;
  readonly features: readonly Feature[];
  readonly gates: readonly Gate[];
  readonly photo_sha256: string;
  readonly sheet: unknown;
  readonly profile: unknown;
  readonly profile_note: string | null;
  readonly camera_price_mm: number;
}

export interface Feature {
  readonly id: string;
  readonly characteristic: string;
  readonly value_mm: number | null;
  readonly U95_mm: number | null;
  readonly unit: string | null;
  readonly lsl: number | string | null;
  readonly usl: number | string | null;
  readonly decision: "pass" | "fail" | "inconclusive" | "undecided";
  readonly reason: string | null;
  readonly budget?: readonly { readonly row: string; readonly u_mm: number }[];
}

export interface Gate {
  readonly code: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly ok: boolean;
  readonly refuses: boolean;
}
