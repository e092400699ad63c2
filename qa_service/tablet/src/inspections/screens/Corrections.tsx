/** Reference pieces that were put right: told before somebody signs, whoever signs. */
import type { VNode } from "preact";
import { Note } from "../../shell/parts/Plates.tsx";
import { useResource } from "../../shell/resource.ts";
import { moment, t } from "../../shell/words.ts";
import { visitPath } from "../answering.ts";
import type { ReferenceCheck, Surroundings, Visit } from "../model.ts";

/** One line for each; nothing where there was none. */
export function Corrections({ visit }: { visit: Visit }): VNode | null {
  const room = useResource<Surroundings>(visit.reference === "no_photos" ? null : `${visitPath(visit.id)}/surroundings`);
  const checks = room.value?.checks ?? [];
  const pairs = checks.flatMap((right) => checks.filter((each) => each.id === right.corrects).map((wrong) => ({ wrong, right })));
  if (pairs.length === 0) return null;
  return (
    <Note tone="care" icon="care" title={t("room.corrected")}>
      {pairs.map(({ wrong, right }) => (
        <p key={right.id}>{t("room.corrected.from_to", { before: said(wrong), after: said(right), person: right.person, date: moment(right.at) })}</p>
      ))}
    </Note>
  );
}

function said({ serial, en }: ReferenceCheck): string {
  return en === null ? serial : t("room.corrected.en", { serial, en: Number(en.toFixed(2)) });
}
