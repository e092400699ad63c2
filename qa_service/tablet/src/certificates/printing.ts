/** What a print of labels asks for: from the fields of the screen to the server's words. Pure. */
import type { LabelSheet } from "./model.ts";

export const OWN = "own";

/** The fields as typed; numbers may carry a decimal comma. */
export interface PrintFields {
  readonly sheet: string;
  readonly start: number;
  readonly copies: string;
  readonly right: string;
  readonly down: string;
  readonly hasTestCell: boolean;
  readonly isZpl: boolean;
  readonly own: OwnFields;
  readonly spoiled: ReadonlySet<string>;
}

export interface OwnFields {
  readonly page_width_mm: string;
  readonly page_height_mm: string;
  readonly columns: string;
  readonly rows: string;
  readonly margin_left_mm: string;
  readonly margin_top_mm: string;
  readonly pitch_x_mm: string;
  readonly pitch_y_mm: string;
}

export const OWN_FIELDS: readonly (keyof OwnFields)[] = ["page_width_mm", "page_height_mm", "columns", "rows", "margin_left_mm", "margin_top_mm", "pitch_x_mm", "pitch_y_mm"];

export const PLAIN: PrintFields = {
  sheet: "a4_65", start: 1, copies: "1", right: "0", down: "0", hasTestCell: false, isZpl: false, spoiled: new Set(),
  own: { page_width_mm: "210", page_height_mm: "297", columns: "3", rows: "8", margin_left_mm: "0", margin_top_mm: "0", pitch_x_mm: "", pitch_y_mm: "" },
};

/** A number as people type it; null for nothing, what was typed when it is none (the server says so). */
export function typed(text: string): number | string | null {
  const bare = text.trim().replace(",", ".").replace("\u2212", "-");
  if (bare === "") return null;
  const value = Number(bare);
  return Number.isFinite(value) ? value : bare;
}

/** The request, with only what differs from what the server takes anyway. */
export function asked(fields: PrintFields): Record<string, string | number | boolean | readonly string[]> {
  const wanted: Record<string, string | number | boolean | readonly string[]> = { sheet: fields.sheet, start_cell: fields.start };
  const put = (name: string, text: string, usual: number): void => {
    const value = typed(text);
    if (value !== null && value !== usual) wanted[name] = value;
  };
  put("copies", fields.copies, 1);
  put("offset_x_mm", fields.right, 0);
  put("offset_y_mm", fields.down, 0);
  if (fields.hasTestCell) wanted["test_cell"] = true;
  if (fields.isZpl) wanted["format"] = "zpl";
  if (fields.sheet === OWN) for (const name of OWN_FIELDS) put(name, fields.own[name], Number.NaN);
  if (fields.spoiled.size > 0) {
    wanted["serials"] = [...fields.spoiled];
    wanted["again"] = true;
  }
  return wanted;
}

/** The same as a query. */
export function query(fields: PrintFields): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(asked(fields))) {
    for (const each of Array.isArray(value) ? value : [value]) parts.append(name, String(each));
  }
  return parts.toString();
}

/** Sheets that hold a label, smallest cells last. */
export function usable(sheets: readonly LabelSheet[]): readonly LabelSheet[] {
  return sheets.filter((each) => each.usable);
}
