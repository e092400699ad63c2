/** Several units on one photo: which unit lies in which pocket of the sheet. */
import type { VNode } from "preact";
import { t } from "../../shell/words.ts";
import type { Sheet } from "../model.ts";
import { openPlaces } from "../progress.ts";
import { serialOf } from "../useVisit.ts";
import type { ItemProps } from "./itemProps.ts";

/** What the person chose; "" leaves a pocket empty, nothing chosen takes the next open unit. */
export type PocketUnits = Readonly<Record<number, string>>;
/** Pocket and unit; pocket null where the sheet is for one part. */
export type Filled = readonly [number | null, string | null];

/** This unit in pocket 1, then the next units that are open at this item. */
export function filledPockets({ visit, local, place, item }: ItemProps, sheet: Sheet | null, chosen: PocketUnits): readonly Filled[] {
  const numbers = sheet && place.unit_id !== null && item.type === "photo_dimension" ? sheet.pockets.map((each) => each.number) : [];
  if (numbers.length < 2) return [[null, place.unit_id]];
  const open = openPlaces(visit, local).filter((each) => each.item_code === item.code && each.unit_id !== null && each.unit_id !== place.unit_id);
  const waiting = [place.unit_id, ...open.map((each) => each.unit_id)].filter((each): each is string => each !== null);
  const used = new Set(Object.values(chosen));
  const next = waiting.filter((each) => !used.has(each));
  const filled: Filled[] = [];
  const seen = new Set<string>();
  for (const number of numbers) {
    const unit = chosen[number] ?? next.shift() ?? "";
    if (unit === "" || seen.has(unit)) continue;
    seen.add(unit);
    filled.push([number, unit]);
  }
  return filled;
}

/** The list; a pocket can be left empty or given to another unit. */
export function PocketList({ item: props, sheet, chosen, onChoose }: { item: ItemProps; sheet: Sheet; chosen: readonly Filled[]; onChoose: (pocket: number, unit_id: string) => void }): VNode | null {
  if (chosen.length === 1 && chosen[0]?.[0] === null) return null;
  const units = props.visit.units;
  return (
    <fieldset class="pockets">
      <legend class="sub">{t("capture.pockets")}</legend>
      {sheet.pockets.map(({ number }) => (
        <label class="row" key={number}>
          <span>{t("capture.pocket", { number })}</span>
          <select class="on-dark grow" value={chosen.find(([pocket]) => pocket === number)?.[1] ?? ""} onInput={(event) => onChoose(number, event.currentTarget.value)}>
            <option value="">{t("capture.pocket.empty")}</option>
            {units.map((unit) => (
              <option key={unit.id} value={unit.id}>{t("item.unit", { unit: serialOf(props.visit, unit.id) })}</option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
