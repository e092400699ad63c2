/** The tag of a unit under the camera: which unit of this visit it names. Pure; the same rule as inspections/measurement/tags.py. */
import type { Place, Row } from "./progress.ts";
import type { Item } from "../checklists/model.ts";

const TAG = /^QAU:([^:\s]{1,40}):([^:\s]{1,40})$/;
const LINK_PATH = /\/10\/([^/?#]+)\/21\/([^/?#]+)\/?(?:[?#]|$)/;

/** What a text names: a serial of the lot, of another lot, or nothing that a tag says. */
export type Named = { readonly serial: string } | { readonly other_lot: string } | null;

/** Read a tag, the bare number of a unit, or the link of a label. */
export function serialNamed(text: string, lot: string): Named {
  const plain = text.trim();
  const found = TAG.exec(plain) ?? LINK_PATH.exec(plain);
  if (found === null) return /^[^\s:/]{1,40}$/.test(plain) ? { serial: plain } : null;
  const [, of_lot = "", serial = ""] = found.map(decoded);
  return of_lot === lot ? { serial } : { other_lot: of_lot };
}

/** Where to go on with a unit: its first open item, else the first that was asked. */
export function placeOfRow(row: Row, items: readonly Item[]): Place | null {
  const at = row.cells.indexOf("open");
  const index = at >= 0 ? at : row.cells.findIndex((cell) => cell !== "none");
  const item = items[index];
  return item ? { unit_id: row.unit_id, item_code: item.code } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
