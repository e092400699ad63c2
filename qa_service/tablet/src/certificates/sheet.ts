/** Cells of a label sheet that is partly used. Pure. */
import type { LabelSheet } from "./model.ts";

export type CellKind = "used" | "first" | "" | "free";

/** What each cell of the first sheet will be; `start` counts from 1. */
export function cells(sheet: Pick<LabelSheet, "columns" | "rows">, count: number, start: number): readonly CellKind[] {
  return Array.from({ length: sheet.columns * sheet.rows }, (_, index) => {
    const cell = index + 1;
    if (cell < start) return "used";
    if (cell === start) return "first";
    return cell < start + count ? "" : "free";
  });
}
