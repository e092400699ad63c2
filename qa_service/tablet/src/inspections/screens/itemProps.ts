/** What every item screen is given. */
import type { Characteristic, Item } from "../../checklists/model.ts";
import { go } from "../../shell/router.ts";
import { t } from "../../shell/words.ts";
import type { Visit } from "../model.ts";
import { asked, nextOpen, type LocalAnswer, type Place } from "../progress.ts";
import { shortName } from "../shortName.ts";
import { placePath, serialOf } from "../useVisit.ts";

export interface ItemProps {
  readonly visit: Visit;
  readonly local: readonly LocalAnswer[];
  readonly place: Place;
  readonly item: Item;
  readonly characteristics: readonly Characteristic[];
}

/** What an answer is about, for the outbox: "Unit 017, Pull test". */
export function aboutOf({ visit, place, item, characteristics }: ItemProps): string {
  const unit = place.unit_id === null ? `${t("batch.lot_title")} ${visit.batch.lot}` : t("item.unit", { unit: serialOf(visit, place.unit_id) });
  return `${unit}, ${shortName(item, characteristics)}`;
}

/** "item 3 of 9". */
export function itemCount({ visit, item }: ItemProps): string {
  const items = asked(visit);
  return t("item.of", { index: items.findIndex((each) => each.code === item.code) + 1, all: items.length });
}

/** Go to the next open place, else to the grid. Where we came from stands in the address, for undo. */
export function goOn({ visit, local, place }: ItemProps): void {
  const next = nextOpen(visit, local, place);
  const from = `from=${encodeURIComponent(`${place.unit_id ?? "lot"}/${place.item_code}`)}`;
  go(next ? `${placePath(visit.id, next)}?${from}` : `/visits/${visit.id}`);
}

/** The item before this one in the checklist, on the same unit. */
export function itemBefore({ visit, item }: ItemProps): Item | null {
  const items = asked(visit);
  return items[items.findIndex((each) => each.code === item.code) - 1] ?? null;
}
