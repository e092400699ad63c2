/** What nobody decided yet, before somebody signs: which unit, which size, why; each leads to its item. */
import type { VNode } from "preact";
import type { Characteristic } from "../../checklists/model.ts";
import { Go } from "../../shell/parts/Button.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { named, t } from "../../shell/words.ts";
import type { Result, Visit } from "../model.ts";
import { undecided } from "../progress.ts";
import { reasonText } from "../reasonText.ts";
import { shortName } from "../shortName.ts";
import { itemOf, placePath, serialOf } from "../useVisit.ts";

const MOST_SHOWN = 12;

/** Nothing where all is decided. `isOpen` while the visit may still be answered. */
export function Undecided({ visit, characteristics, isOpen }: { visit: Visit; characteristics: readonly Characteristic[]; isOpen: boolean }): VNode | null {
  const found = undecided(visit);
  if (found.length === 0) return null;
  return (
    <Note tone="care" icon="ask" title={t("summary.undecided", { count: found.length })}>
      <p>{t(isOpen ? "summary.undecided.todo" : "summary.undecided.signed")}</p>
      {found.slice(0, MOST_SHOWN).map((each) => (
        <p key={each.id}>
          {isOpen ? <Go to={placePath(visit.id, each)}>{place(visit, each, characteristics)}</Go> : <b>{place(visit, each, characteristics)}</b>} {reasonText(each)}
        </p>
      ))}
      {found.length > MOST_SHOWN && <p>{t("review.more", { count: found.length - MOST_SHOWN })}</p>}
    </Note>
  );
}

function place(visit: Visit, result: Result, characteristics: readonly Characteristic[]): string {
  const size = characteristics.find((each) => each.code === result.characteristic);
  return [serialOf(visit, result.unit_id), size ? named(size.names) : shortName(itemOf(visit, result), characteristics)].filter(Boolean).join(" · ");
}
