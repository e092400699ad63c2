/** Units of a batch: give each a number before it is inspected; see where each stands. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, getBytes, send, type Problem } from "../../shell/api.ts";
import { saveFile } from "../../shell/saveFile.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { hasRole } from "../../shell/session.ts";
import { t } from "../../shell/words.ts";
import type { Batch, Unit } from "../model.ts";
import { OutcomeTag } from "../parts.tsx";
import { listOf } from "../process.ts";

const STATUS_OUTCOME: Readonly<Record<string, string>> = { passed: "pass", failed: "fail", undecided: "undecided" };

/** The list, and the way to number them. */
export default function Units({ params }: ScreenProps): VNode {
  const path = `/api/batches/${params["batch"]}`;
  const batch = useResource<Batch>(path);
  const units = useResource<Unit[]>(`${path}/units`);
  const [id, setId] = useState(newId);
  const [how, setHow] = useState("count");
  const [count, setCount] = useState("");
  const [serials, setSerials] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const known = units.value ?? [];
  const missing = Math.max(0, (batch.value?.quantity_made ?? 0) - known.length);
  const wanted = how === "count" ? (parseNumber(count) ?? missing) : listOf(serials).length;
  const mayNumber = hasRole("maker") && missing > 0;
  const number = async (): Promise<void> => {
    try {
      await send("POST", `${path}/units`, how === "count" ? { id, count: wanted } : { id, serials: listOf(serials) });
      setId(newId());
      setProblem(null);
      await Promise.all([units.reload(), batch.reload()]);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const printTags = async (): Promise<void> => {
    try {
      saveFile(await getBytes(`${path}/tags.pdf`), `tags-${batch.value?.lot ?? ""}.pdf`);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Page
      title={t("units.title")}
      sub={batch.value ? <>{t("batch.lot_word")} <Num>{batch.value.lot}</Num> · {t("batch.units_of", { count: known.length, all: batch.value.quantity_made })}</> : undefined}
      back={`/batches/${params["batch"]}`}
      progress={batch.value ? known.length / Math.max(1, batch.value.quantity_made) : 0}
      actions={
        <>
          {known.length > 0 && <Alt icon="print" onPress={printTags}>{t("units.tags")}</Alt>}
          {mayNumber && <Act whyNot={wanted > 0 ? null : t("units.how_many")} onPress={number}>{t("units.act", { count: wanted })}</Act>}
        </>
      }
    >
      <div class="col">
        <Reading of={units} />
        <Trouble problem={problem} />
        {mayNumber && (
          <section class="card col">
            <p>{t("units.why")}</p>
            <Choice label={t("units.how")} value={how} options={[{ value: "count", label: t("units.by_count") }, { value: "own", label: t("units.own") }]} onInput={setHow} />
            {how === "count" ? (
              <Field label={t("units.count")} value={count || String(missing)} mode="numeric" onInput={setCount} />
            ) : (
              <Field label={t("units.serials")} hint={t("process.list_hint")} value={serials} lines={4} ltr onInput={setSerials} />
            )}
          </section>
        )}
        {units.value !== null && known.length === 0 && !mayNumber && <Note tone="plain" icon="plain" title={t("units.none")} />}
        {known.length > 0 && (
          <div class="scroll-x">
            <table class="plain-table">
              <thead>
                <tr>
                  <th>{t("units.unit")}</th>
                  <th>{t("units.state")}</th>
                  <th>{t("units.drawn")}</th>
                  <th>{t("units.label")}</th>
                </tr>
              </thead>
              <tbody>
                {known.map((unit) => (
                  <tr key={unit.id}>
                    <td class="b">
                      <Num>{unit.serial}</Num>
                    </td>
                    <td>{STATUS_OUTCOME[unit.status] ? <OutcomeTag outcome={STATUS_OUTCOME[unit.status] ?? ""} word={t(`units.status.${unit.status}`)} /> : t(`units.status.${unit.status}`)}</td>
                    <td>
                      <span class="row gap-s">{unit.drawn_for.map((each) => <Letter key={each}>{each}</Letter>)}{unit.drawn_for.length === 0 && <span class="dim">–</span>}</span>
                    </td>
                    <td>{t(`units.label.${unit.label}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}
