/** What was read on the bars of a print, in words. */
import { formatNumber } from "../shell/numbers.ts";
import { language, t } from "../shell/words.ts";
import type { Sheet } from "./model.ts";

const DECIMALS = 2;

/** A length in mm to a hundredth. */
export function hundredths(value_mm: number): string {
  return formatNumber(value_mm, language.value, DECIMALS);
}

/** "X 99.80 mm, Y 79.90 mm ± 0.12 mm". */
export function barWords(sheet: Sheet): string {
  return t("tools.sheet.bars", { x: hundredths(sheet.measured_bar_mm.x), y: hundredths(sheet.measured_bar_mm.y), u: hundredths(sheet.U95_mm) });
}
