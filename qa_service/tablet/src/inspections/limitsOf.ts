/** What a number is compared with: the characteristic's limits, or the item's own stricter ones. Pure. */
import { limitOf, type Characteristic, type DefectClass, type Item, type Names } from "../checklists/model.ts";
import type { Limits } from "../shell/limits.ts";

/** One number to type. `code` is null where the item has no characteristic. */
export interface Asked {
  readonly code: string | null;
  readonly names: Names;
  readonly limits: Limits;
  readonly unit: string;
  readonly balloon: number | null;
  readonly class: DefectClass;
}

/** The numbers of an item, in its order. */
export function askedNumbers(item: Item, characteristics: readonly Characteristic[]): readonly Asked[] {
  const own: Limits = { low: limitOf(item.lsl), high: limitOf(item.usl) };
  if (item.characteristics.length === 0) return [{ code: null, names: item.names, limits: own, unit: item.unit ?? "", balloon: null, class: item.class }];
  return item.characteristics.map((code) => {
    const found = characteristics.find((each) => each.code === code);
    return {
      code,
      names: found?.names ?? { en: code },
      limits: { low: stricter(own.low, found?.lsl ?? null, Math.max), high: stricter(own.high, found?.usl ?? null, Math.min) },
      unit: found?.unit ?? item.unit ?? "",
      balloon: found?.balloon ?? null,
      class: found?.class ?? item.class,
    };
  });
}

function stricter(a: number | null, b: number | null, choose: (a: number, b: number) => number): number | null {
  return a === null ? b : b === null ? a : choose(a, b);
}
