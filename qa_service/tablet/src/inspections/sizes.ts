/** The sizes of one answer as its page tells them, and why some are not decided. Pure. */
import { limitOf, type Names, type Revision } from "../checklists/model.ts";
import { named } from "../shell/words.ts";
import type { Feature, Result } from "./model.ts";

export interface Size {
  readonly code: string;
  readonly balloon: string;
  readonly name: string;
  readonly value: number | null;
  readonly u95: number | null;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly outcome: "pass" | "fail" | "undecided";
  readonly reason: string | null;
}

/** One size for each result; limits and decision from the measurement where it tells them. */
export function sizesOf(results: readonly Result[], features: readonly Feature[], revision: Revision | null): Size[] {
  return results
    .filter((each) => each.characteristic !== null)
    .map((each, index): Size => {
      const feature = features.find((one) => one.characteristic === each.characteristic);
      const drawn = revision?.characteristics.find((one) => one.code === each.characteristic);
      const names: Names = drawn?.names ?? {};
      return {
        code: each.characteristic ?? "",
        balloon: String(drawn?.balloon ?? index + 1),
        name: named(names) || (each.characteristic ?? ""),
        value: limitOf(each.value ?? feature?.value_mm),
        u95: limitOf(each.U95 ?? feature?.U95_mm),
        unit: each.unit ?? feature?.unit ?? drawn?.unit ?? "mm",
        low: limitOf(feature?.lsl ?? drawn?.lsl),
        high: limitOf(feature?.usl ?? drawn?.usl),
        outcome: each.outcome === "pass" || each.outcome === "fail" ? each.outcome : "undecided",
        reason: each.reason ?? feature?.reason ?? null,
      };
    })
    .sort((a, b) => Number(a.balloon) - Number(b.balloon));
}

const WHY = ["reference_piece_off", "photo_of_another_unit", "photos_disagree", "turn_not_given", "no_gauge_study", "within_uncertainty", "information_only", "other"] as const;
export type Why = (typeof WHY)[number];

/** Sizes that are not decided, by the reason: what spoils all photos of the visit first. */
export function whyOpen(sizes: readonly Size[]): readonly { readonly why: Why; readonly names: readonly string[] }[] {
  const open = sizes.filter((each) => each.outcome === "undecided");
  const reasonOf = (size: Size): Why => WHY.find((each) => each === size.reason) ?? "other";
  return WHY.map((why) => ({ why, names: open.filter((each) => reasonOf(each) === why).map((each) => each.name) })).filter((each) => each.names.length > 0);
}
