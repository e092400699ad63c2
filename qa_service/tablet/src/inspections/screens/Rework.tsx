/** Sort a refused lot: what is reworked becomes a new lot, all else is thrown away. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Field, Tick } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { t } from "../../shell/words.ts";
import type { Batch, Unit } from "../model.ts";

const GONE: readonly Unit["status"][] = ["scrapped", "consumed", "in_rework"];

/** Which pieces, and what is done to them. */
export default function Rework({ params }: ScreenProps): VNode {
  const path = `/api/batches/${params["batch"]}`;
  const batch = useResource<Batch>(path);
  const units = useResource<Unit[]>(`${path}/units`);
  const [id] = useState(newId);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const there = (units.value ?? []).filter((each) => !GONE.includes(each.status));
  const chosen = there.filter((each) => !left.includes(each.id));
  const toggle = (unit: Unit): void => setLeft(left.includes(unit.id) ? left.filter((each) => each !== unit.id) : [...left, unit.id]);
  const make = async (): Promise<void> => {
    try {
      const child = await send<Batch>("POST", `${path}/rework`, { id, unit_ids: chosen.map((each) => each.id), reason: reason.trim() });
      go(`/batches/${child.id}`, "replace");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const whyNot = chosen.length === 0 ? t("rework.none") : reason.trim() ? null : t("rework.reason.needed");
  return (
    <Page
      title={t("rework.title")}
      sub={batch.value ? <>{t("batch.lot_word")} <Num>{batch.value.lot}</Num> · {t("batch.pieces", { count: there.length })}</> : undefined}
      back={`/batches/${params["batch"]}`}
      actions={<Act icon="undo" whyNot={whyNot} onPress={make}>{t("rework.act", { count: chosen.length })}</Act>}
    >
      <div class="narrow col">
        <Reading of={units} />
        <Note tone="care" icon="care" title={t("rework.what")}>{t("rework.every_piece")}</Note>
        <Field label={t("rework.reason")} value={reason} lines={3} onInput={setReason} />
        <Trouble problem={problem} />
        <h2>{t("rework.pieces")}</h2>
        {there.map((unit) => (
          <Tick key={unit.id} checked={!left.includes(unit.id)} onChange={() => toggle(unit)}>
            <b><Num>{unit.serial}</Num></b> · {t(`units.status.${unit.status}`)}{left.includes(unit.id) && ` · ${t("rework.scrap")}`}
          </Tick>
        ))}
      </div>
    </Page>
  );
}
