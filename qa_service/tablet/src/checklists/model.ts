/** Designs and checklists as the server tells them. */

export type Names = Readonly<Partial<Record<string, string>>>;
export type DefectClass = "A" | "B" | "C";
export const CLASSES: readonly DefectClass[] = ["A", "B", "C"];

export interface Owner {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface DesignRow {
  readonly id: string;
  readonly slug: string;
  readonly names: Names;
  readonly owner: Owner;
  readonly risk_class: "low" | "medium" | "high";
  readonly gtin: string | null;
  readonly licence: string;
  readonly newest: { readonly id: string; readonly label: string; readonly state: string } | null;
}

export interface RevisionRow {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly released_at: string | null;
  readonly change: string;
}

export interface Design extends DesignRow {
  readonly intended_use: Names;
  readonly source_url: string | null;
  readonly revisions: readonly RevisionRow[];
}

export interface Characteristic {
  readonly code: string;
  readonly balloon: number | null;
  readonly names: Names;
  readonly kind: string;
  readonly unit: string | null;
  readonly nominal: number | null;
  readonly lsl: number | null;
  readonly usl: number | null;
  readonly class: DefectClass;
  readonly method: string;
  readonly instrument: string | null;
  readonly fallback: string | null;
  readonly scope: "unit" | "lot";
  readonly destructive: boolean;
  readonly refs: Refs | null;
}

type Point = readonly [number, number];

/** Where on the outline a photo is measured, in mm of the part frame, y up. */
export interface Refs {
  readonly edges: readonly (readonly [Point, Point])[];
  readonly circles: readonly { readonly centre: Point; readonly radius: number }[];
  readonly arcs: readonly { readonly centre: Point; readonly radius: number; readonly start_deg?: number; readonly end_deg?: number }[];
}

export interface ProcessField {
  readonly code: string;
  readonly type: "number" | "choice" | "text" | "ref" | "ref_list";
  readonly unit: string | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly options: readonly string[];
  readonly per?: "lot" | "unit";
  readonly required: boolean;
  readonly names: Names;
}

export interface DesignFile {
  readonly path: string;
  readonly role: "outline" | "drawing" | "picture" | "instructions" | "gauge" | "other";
  readonly sha256: string;
  readonly size_bytes: number;
}

export interface Revision extends RevisionRow {
  readonly design: { readonly id: string; readonly slug: string; readonly names: Names; readonly gtin: string | null; readonly risk_class: string; readonly owner_id: string };
  readonly version: number;
  readonly withdrawn_reason: string | null;
  readonly geometry: { readonly height_mm: number; readonly height_tol_mm: number; readonly edge_break_max_mm: number } | null;
  readonly materials_allowed: readonly string[];
  readonly materials_forbidden: readonly { readonly code: string; readonly reason: string }[];
  readonly process_fields: readonly ProcessField[];
  readonly regulatory: Readonly<Record<string, unknown>>;
  readonly characteristics: readonly Characteristic[];
  readonly files: readonly DesignFile[];
  readonly hash: string | null;
  readonly signatures: readonly { readonly person_name: string; readonly meaning: string; readonly at: string }[];
}

export interface Outline {
  readonly units: "mm";
  readonly outer: readonly (readonly [number, number])[];
  readonly holes: readonly (readonly (readonly [number, number])[])[];
  readonly source: string;
  readonly nominal_height_mm: number | null;
  readonly turns_alike: number;
  readonly mirror_alike: boolean;
  /** Codes of sizes that have no place on it, because it was replaced. */
  readonly off_outline: readonly string[];
}

export type ItemType = "attribute" | "choice" | "number" | "gauge_reading" | "photo_dimension" | "photo_evidence" | "instruction";

export interface ItemOption {
  readonly code: string;
  readonly names: Names;
  readonly pass: boolean;
}

export interface Item {
  readonly code: string;
  readonly type: ItemType;
  readonly names: Names;
  readonly class: DefectClass;
  readonly characteristics: readonly string[];
  readonly unit: string | null;
  readonly lsl: number | string | null;
  readonly usl: number | string | null;
  readonly options: readonly ItemOption[];
  readonly photos_min: number;
  readonly photo_on_fail: boolean;
  readonly once_per: "unit" | "lot";
  readonly instrument_type: string | null;
  readonly hint: Names | null;
  readonly when: { readonly item?: string | null; readonly characteristics?: readonly string[]; readonly outcome?: readonly string[] } | null;
  readonly every_unit?: boolean;
}

export type Plan =
  | { readonly scheme: "full" }
  | { readonly scheme: "c0"; readonly lq_percent: number; readonly risk: number }
  | { readonly scheme: "fixed"; readonly n: number };

export interface ChecklistRow {
  readonly id: string;
  readonly code: string;
  readonly version: number | string;
  readonly revision_id: string;
  readonly state: string;
  readonly hash: string | null;
  readonly item_count: number;
  readonly names?: Names;
}

export interface Checklist extends ChecklistRow {
  readonly items: readonly Item[];
  readonly sampling: Readonly<Partial<Record<DefectClass, Plan>>>;
}

/** A limit as a number; limits travel as text where exactness matters. */
export function limitOf(value: number | string | null | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
