/** Which measuring sheet: what a person chooses, as the server is asked. Pure. */

export interface SheetDesign {
  readonly size: string;
  readonly window: string;
  readonly pockets: number;
  readonly tags: boolean;
  /** Of a print in hand; new prints are of the newest. */
  readonly revision: number;
}

export const SIZES = ["A6", "A5", "A4", "Letter"] as const;
export const WINDOWS = ["white", "black", "cutout"] as const;
/** 0: the whole window for one part. */
export const POCKETS = [0, 4, 6, 9, 12] as const;
/** Newest first. */
export const REVISIONS = [2, 1] as const;
export const USUAL: SheetDesign = { size: "A5", window: "white", pockets: 0, tags: false, revision: REVISIONS[0] };

/** The address of the PDF. */
export function pdfPath(design: SheetDesign, copies: number): string {
  const asked = new URLSearchParams({ size: design.size, window: design.window, pockets: String(design.pockets), tags: String(design.tags), copies: String(copies) });
  return `/api/sheets/print.pdf?${asked.toString()}`;
}

/** The serial that a code of one of our sheets names, or null for any other text. */
export function serialInCode(text: string): string | null {
  return /^QAS:[A-Z0-9-]{1,12}\.\d{1,3}:[0-9A-F]{8}:([A-Z0-9-]{1,12})$/.exec(text.trim())?.[1] ?? null;
}
