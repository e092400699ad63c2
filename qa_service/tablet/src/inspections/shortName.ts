/** What an item is called in a column or on a button; its whole question stands on its own page. Pure but for words. */
import type { Characteristic, Item } from "../checklists/model.ts";
import { formatted, named, t } from "../shell/words.ts";

const LONGEST = 44;

/** The heading of its own page: every name where it asks for several. */
export function longName(item: Item, characteristics: readonly Characteristic[]): string {
  if (item.type === "photo_dimension") return shortName(item, characteristics);
  const known = item.characteristics.flatMap((code) => characteristics.find((each) => each.code === code) ?? []);
  return known.length > 1 ? known.map((each) => named(each.names)).join(", ") : shortName(item, characteristics);
}

/** The name of its one characteristic, "7 sizes", or the question, shortened at a word. */
export function shortName(item: Item | null, characteristics: readonly Characteristic[]): string {
  if (item === null) return "";
  const known = item.characteristics.flatMap((code) => characteristics.find((each) => each.code === code) ?? []);
  const [first] = known;
  if (known.length === 1 && first) return named(first.names);
  if (item.type === "photo_dimension" && item.characteristics.length > 1) return t("item.sizes", { count: item.characteristics.length });
  // "Upper slot width +1": in a column there is room for one name
  if (first && known.length > 1) return `${named(first.names)} +${formatted(known.length - 1)}`;
  return shortened(named(item.names));
}

/** At most so many signs, cut between words. */
export function shortened(text: string, longest = LONGEST): string {
  const plain = text.replace(/[.。۔]$/, "");
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest / 2)).replace(/[\s,;:،؛]+$/, "")}…`;
}
