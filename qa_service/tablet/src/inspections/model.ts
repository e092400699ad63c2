/** Batches and visits as the server tells them. */
import type { Role } from "../shell/session.ts";
import type { Checklist, DefectClass, Names, Owner, ProcessField } from "../checklists/model.ts";
import type { TurnAsked } from "./turning.ts";

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
  /** the code of what is missing first */
  readonly next_what: string | null;
  readonly inspection_body: Owner;
  readonly next_who: Who | null;
}

export interface Who {
  readonly organisation: string | null;
  readonly person: string | null;
  /** of the people there who may */
  readonly role?: Role | null;
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

/** Another lot that pieces came from or went to. */
export interface Lot {
  readonly id: string;
  readonly lot: string;
}

/** Who said what, and when. */
export interface Said {
  readonly text: string;
  readonly person: string;
  readonly organisation: string;
  readonly at: string;
}

/** What the issuer asked the inspector; `may_answer` is told to the inspector alone. */
export interface Question extends Said {
  readonly id: string;
  readonly visit_id: string;
  readonly unit: string | null;
  readonly answer: Said | null;
  readonly may_answer: boolean;
}

/** An issuer said no to the lot. */
export interface Refusal {
  readonly reason: string;
  readonly person: string;
  readonly organisation: string;
  readonly at: string;
}

export interface Batch extends Omit<BatchRow, "missing_count" | "next_who" | "next_what"> {
  readonly gtin: string;
  readonly produced_on: string;
  readonly quantities: { readonly good: number; readonly scrapped: number; readonly in_rework: number; readonly consumed: number };
  readonly machines: readonly string[];
  readonly operators: readonly string[];
  readonly material_lots: readonly MaterialLot[];
  readonly process_values: Readonly<Record<string, string | number>>;
  readonly process_fields: readonly ProcessField[];
  readonly units_count: number;
  readonly parent: Lot | null;
  readonly children: readonly Lot[];
  readonly version: number;
  readonly way: readonly WayStep[];
  readonly missing: readonly Missing[];
  readonly transitions: readonly string[];
}

export interface Unit {
  readonly id: string;
  readonly serial: string;
  readonly status: "open" | "passed" | "failed" | "undecided" | "scrapped" | "consumed" | "excepted" | "in_rework";
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
  /** of a reference piece: the known value and the size that has it */
  readonly value?: number | null;
  readonly characteristic?: string | null;
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
  /** to which side of the sheet the camera leaned, and how it was turned */
  readonly towards_deg: number;
  readonly roll_deg: number;
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

type Turns = Readonly<Record<string, TurnAsked>>;

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
  /** what was said of the turn in each; empty where nothing was */
  readonly rotation_hints_deg: readonly (number | null)[];
  readonly measurement_id: string | null;
  readonly instrument_id: string | null;
  readonly note: string | null;
  readonly at: string;
  readonly is_current: boolean;
  /** what was odd about its photos, comma between */
  readonly flags: string;
}

/** A fail that another answer replaced. */
export interface FailedBefore extends OpenPlace {
  readonly characteristic: string | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly person: PersonRef;
  readonly at: string;
  readonly replaced_by: PersonRef;
  readonly replaced_at: string;
  readonly reason: string;
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
  readonly measuring: readonly (OpenPlace & { readonly answer_id?: string })[];
  readonly verdict: Verdict;
  readonly reference: ReferenceState;
  /** by item: whose photos are asked which way the part lies */
  readonly turns: Turns;
  /** not in a visit that this device kept before it was told */
  readonly failed_before?: readonly FailedBefore[];
  readonly signatures: readonly { readonly person: PersonRef; readonly organisation: string; readonly meaning: string; readonly decision: string; readonly note: string; readonly at: string }[];
}

export interface Measurement {
  readonly id: string;
  readonly state: string;
  readonly refused: PhotoRefusal | null;
  readonly features: readonly Feature[];
  readonly gates: readonly Gate[];
  readonly photo_sha256: string;
  readonly has_overlay: boolean;
  readonly sheet: unknown;
  readonly profile: unknown;
  readonly profile_note: string | null;
  readonly camera_price_mm: number;
  readonly surroundings: { readonly temperature_c: number | null; readonly material: string | null } | null;
  /** by characteristic; null where no study holds for this set-up */
  readonly gauge_studies: Readonly<Record<string, StudySays | null>>;
  /** by characteristic, where several photos were taken together */
  readonly photos_together: Readonly<Record<string, { readonly n: number; readonly values: readonly number[]; readonly spread: number; readonly limit: number; readonly agree: boolean }>>;
  readonly photo_count: number;
  /** the photos of the answer in their order; `refused` null where one was measured */
  readonly photos: readonly { readonly photo_sha256: string; readonly refused: PhotoRefusal | null }[];
  /** by characteristic, where there is a value */
  readonly budgets: Readonly<Record<string, Budget>>;
}

export interface PhotoRefusal {
  readonly code: string;
  readonly advice: string | null;
}

/** What the uncertainty of a size is made of, in its unit; `photos`: how many its value is the mean of. */
export interface Budget {
  readonly rows: readonly { readonly row: string; readonly u: number }[];
  readonly u: number;
  /** null: as many as make no difference */
  readonly dof: number | null;
  readonly k: number;
  readonly U95: number;
  readonly photos: number;
  readonly guard_band: number | null;
  readonly accept_low: number | null;
  readonly accept_high: number | null;
  readonly conformance_probability: number | null;
}

export type Grade = "good" | "conditional" | "unfit";

/** What a gauge study says beside one measurement. */
export interface StudySays {
  readonly study_id: string;
  readonly grade: Grade | null;
  readonly reason: string | null;
  readonly percent: number | null;
  readonly basis: "tolerance" | "study" | "";
  readonly bias: number | null;
  readonly bias_u95: number | null;
  readonly expires_on: string;
  readonly is_valid: boolean;
}

/** Where the check with the reference piece stands. */
export type ReferenceState = "no_photos" | "none_registered" | "not_photographed" | "measuring" | "first_missing" | "last_missing" | "other_sheet" | "agrees" | "off";

/** One photo of a reference piece; `corrects` names the check of the same photo under the piece chosen by mistake. */
export interface ReferenceCheck {
  readonly id: string;
  readonly instrument_id: string;
  readonly serial: string;
  readonly person: string;
  readonly at: string;
  readonly corrects: string | null;
  readonly is_corrected: boolean;
  readonly is_done: boolean;
  readonly refused: string;
  readonly value: number | null;
  readonly U95: number | null;
  readonly en: number | null;
  readonly job_id: string | null;
}

/** What is noted of a visit beside its answers. */
export interface Surroundings {
  readonly temperature_c: number | null;
  readonly reference: ReferenceState;
  readonly pieces: readonly string[];
  /** by piece */
  readonly turns: Turns;
  readonly checks: readonly ReferenceCheck[];
}

export interface StudyRow {
  readonly id: string;
  readonly revision_id: string;
  readonly names: Names;
  readonly revision_label: string;
  readonly state: "open" | "closed";
  readonly sheet: string;
  readonly camera: string;
  readonly parts: number;
  readonly inspectors: number;
  readonly repeats: number;
  readonly photos_done: number;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly expires_on: string | null;
  readonly is_expired: boolean;
  readonly grades: Readonly<Record<string, string>>;
}

/** What a study says of one size; numbers null where `reason` says why. */
export interface StudyOutcome {
  readonly characteristic: string;
  readonly grade: Grade | null;
  readonly reason: string;
  readonly percent: number | null;
  readonly basis: "tolerance" | "study" | "";
  readonly repeatability: number | null;
  readonly reproducibility: number | null;
  readonly grr: number | null;
  readonly grr_upper: number | null;
  readonly categories: number | null;
  readonly bias: number | null;
  readonly bias_u95: number | null;
}

export interface Study extends StudyRow {
  readonly characteristics: readonly string[];
  readonly people: readonly PersonRef[];
  readonly references: readonly { readonly part: number; readonly characteristic: string; readonly value: number; readonly U95: number }[];
  readonly shots: readonly { readonly id: string; readonly part: number; readonly repeat: number; readonly person_id: string; readonly photo_sha256: string; readonly is_done: boolean; readonly refused: string; readonly readings: Readonly<Record<string, number>> }[];
  readonly outcomes: readonly StudyOutcome[];
  readonly turn: TurnAsked | null;
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
}

export interface Gate {
  readonly code: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly ok: boolean;
  readonly refuses: boolean;
}
