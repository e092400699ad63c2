/** Fails that another answer replaced: told before somebody signs, whoever signs. */
import type { VNode } from "preact";
import type { Characteristic } from "../../checklists/model.ts";
import { Note } from "../../shell/parts/Plates.tsx";
import { formatted, moment, named, t, unitWord } from "../../shell/words.ts";
import type { FailedBefore as Before, Visit } from "../model.ts";
import { shortName } from "../shortName.ts";
import { itemOf, serialOf } from "../useVisit.ts";

/** One line for each; nothing where there was none. */
export function FailedBefore({ visit, characteristics }: { visit: Visit; characteristics: readonly Characteristic[] }): VNode | null {
  const found = visit.failed_before ?? [];
  if (found.length === 0) return null;
  return (
    <Note tone="care" icon="care" title={t("review.failed_before")}>
      {found.map((each) => (
        <p key={`${each.at}/${each.unit_id}/${each.item_code}/${each.characteristic}`}>
          {t("review.failed_before.line", {
            what: said(visit, each, characteristics), person: each.person.name, date: moment(each.at),
            by: each.replaced_by.name, then: moment(each.replaced_at), reason: each.reason,
          })}
        </p>
      ))}
    </Note>
  );
}

function said(visit: Visit, failed: Before, characteristics: readonly Characteristic[]): string {
  const size = characteristics.find((each) => each.code === failed.characteristic);
  const what = size ? named(size.names) : shortName(itemOf(visit, failed), characteristics);
  const read = failed.value === null ? "" : `${formatted(failed.value)} ${unitWord(failed.unit)}`;
  return [serialOf(visit, failed.unit_id), what, read].filter(Boolean).join(" · ");
}
