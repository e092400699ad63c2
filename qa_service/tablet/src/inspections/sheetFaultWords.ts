/** What cannot be sent about a print, in words. */
import { t } from "../shell/words.ts";
import { MOST_LENGTH_mm, MPE_mm, type FieldFault } from "./sheetForm.ts";

const EXAMPLE_mm = 99.85;

/** Said at the field. */
export function faultWords(fault: FieldFault): string {
  return t(`register.fault.${fault.code}`, { example: EXAMPLE_mm, limit: MOST_LENGTH_mm, ...MPE_mm });
}

/** Said beside the button, with the name of the field. */
export function faultAt(fault: FieldFault): string {
  return t("register.fault", { field: fieldName(fault.place), fault: faultWords(fault) });
}

function fieldName(place: string): string {
  if (place === "serial") return t("tools.sheet.serial");
  if (place === "mpe") return t("register.mpe");
  return t("register.bar_reading", { axis: place.slice(0, 1), number: Number(place.slice(1)) });
}
