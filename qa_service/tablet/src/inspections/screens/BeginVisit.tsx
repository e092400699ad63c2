/** Begin a visit: which checklist, how many units of each class; the draw is the system's. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { CLASSES, type Checklist, type ChecklistRow } from "../../checklists/model.ts";
import { planWords } from "../../checklists/plan.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Choice } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { named, t } from "../../shell/words.ts";
import type { Batch, Visit, VisitRow } from "../model.ts";

/** One draw per batch and purpose: a visit that exists is opened instead. */
export default function BeginVisit({ params }: ScreenProps): VNode {
  const batch = useResource<Batch>(`/api/batches/${params["batch"]}`);
  const visits = useResource<VisitRow[]>("/api/visits");
  const lists = useResource<ChecklistRow[]>(batch.value ? `/api/checklists?revision_id=${batch.value.revision.id}` : null);
  const [id] = useState(newId);
  const [chosen, setChosen] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const released = (lists.value ?? []).filter((each) => each.state === "released");
  const list_id = chosen || released[0]?.id || "";
  const list = useResource<Checklist>(list_id ? `/api/checklists/${list_id}` : null);
  const existing = (visits.value ?? []).find((each) => each.batch.id === params["batch"] && each.state !== "cancelled");
  const begin = async (): Promise<void> => {
    try {
      const visit = await send<Visit>("POST", "/api/visits", { id, batch_id: params["batch"], checklist_id: list_id });
      go(`/visits/${visit.id}`, "replace");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const action = existing ? <Act onPress={() => go(`/visits/${existing.id}`)}>{t("begin.open")}</Act> : <Act whyNot={list_id ? null : t("begin.no_list")} onPress={begin}>{t("begin.act")}</Act>;
  return (
    <Page title={t("begin.title")} sub={batch.value ? <>{named(batch.value.design.names)} · {t("batch.lot_word")} <Num>{batch.value.lot}</Num></> : undefined} back={`/batches/${params["batch"]}`} actions={action}>
      <div class="narrow col">
        <Reading of={batch} />
        <Trouble problem={problem} />
        {existing && <Note tone="blue" icon="gauge" title={t("begin.exists")}>{t("begin.exists.why")}</Note>}
        {batch.value && !existing && (
          <>
            {released.length > 1 && <Choice label={t("begin.list")} value={list_id} options={released.map((each) => ({ value: each.id, label: `${each.code} ${each.version}` }))} onInput={setChosen} />}
            {lists.value !== null && released.length === 0 && <Note tone="care" icon="care" title={t("begin.no_list")}>{t("begin.no_list.todo")}</Note>}
            {list.value && (
              <section class="card col">
                <h2>{t("begin.plan")}</h2>
                {batch.value.parent && <Note tone="care" icon="undo" title={t("begin.reworked")}>{t("begin.reworked.why")}</Note>}
                {!batch.value.parent && CLASSES.filter((each) => list.value?.sampling[each]).map((each) => (
                  <div class="row" key={each}>
                    <Letter>{each}</Letter>
                    <span class="grow">
                      <b>{t(`class.${each}`)}</b>
                      <br />
                      <span class="s dim">{planWords(list.value?.sampling[each])}</span>
                    </span>
                  </div>
                ))}
              </section>
            )}
            <Note tone="plain" icon="plain" title={t("begin.draw")}>{t("begin.draw.why")}</Note>
          </>
        )}
      </div>
    </Page>
  );
}
