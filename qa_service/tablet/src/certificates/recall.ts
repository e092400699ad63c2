/** What a recall names, in words; and the short code of its reason. Pure but for the words. */
import { t } from "../shell/words.ts";
import type { RecallRow } from "./model.ts";

/** "Lot K7M3A2", "lots A to B", "every lot"; with the numbers of items where it names some. */
export function scopeOf({ lot, lot_to, serial, serial_to }: Pick<RecallRow, "lot" | "lot_to" | "serial" | "serial_to">): string {
  const lots = lot === null ? t("recalls.every_lot") : lot_to === null || lot_to === lot ? t("recalls.one_lot", { lot }) : t("recalls.lots", { from: lot, to: lot_to });
  if (serial === null) return lots;
  const items = serial_to === null || serial_to === serial ? t("recalls.one_item", { serial }) : t("recalls.items", { from: serial, to: serial_to });
  return `${lots} · ${items}`;
}

/** A few words as the code that the feed carries: "Hooks break" is hooks_break. Empty where nothing is left of them. */
export function reasonCode(words: string): string {
  const code = words.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 40);
  return code.length >= 2 ? code : "";
}
