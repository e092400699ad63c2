/** Process values of a batch: change them, told which version is replaced. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem, get, send, type Problem } from "../../shell/api.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { draft as readDraft, forgetDraft, keepDraft } from "../../shell/store.ts";
import { named, t } from "../../shell/words.ts";
import type { Batch } from "../model.ts";
import { askedHere, listOf, valuesOf } from "../process.ts";
import { ProcessForm, type ProcessDraft } from "./ProcessForm.tsx";

function draftOf(batch: Batch): ProcessDraft {
  return {
    machines: batch.machines.join(", "),
    operators: batch.operators.join(", "),
    material_lot_ids: batch.material_lots.map((each) => each.id),
    values: Object.fromEntries(Object.entries(batch.process_values).map(([code, value]) => [code, String(value)])),
  };
}

/** The form of an existing batch. */
export default function Process({ params }: ScreenProps): VNode {
  const path = `/api/batches/${params["batch"]}`;
  const key = `process:${params["batch"]}`;
  const batch = useResource<Batch>(path);
  const [typed, setTyped] = useState<ProcessDraft | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    void readDraft<ProcessDraft>(key).then((found) => found && setTyped(found));
  }, []);
  const known = batch.value;
  const draft = typed ?? (known ? draftOf(known) : null);
  const save = async (): Promise<void> => {
    if (!known || !draft) return;
    try {
      await send("PUT", `${path}/process`, {
        base_version: known.version, machines: listOf(draft.machines), operators: listOf(draft.operators),
        material_lot_ids: draft.material_lot_ids, process_values: valuesOf(askedHere(known.process_fields), draft.values),
      });
      await forgetDraft(key);
      remember(path, await get(path));
      go(`/batches/${params["batch"]}`);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const change = (next: ProcessDraft): void => {
    setTyped(next);
    void keepDraft(key, next);
  };
  return (
    <Page
      title={t("process.title")}
      sub={known ? <>{named(known.design.names)} · {t("batch.lot_word")} <Num>{known.lot}</Num></> : undefined}
      back={`/batches/${params["batch"]}`}
      actions={<Act whyNot={typed ? null : t("process.same")} onPress={save}>{t("process.save")}</Act>}
    >
      <div class="col">
        <Reading of={batch} />
        <Trouble problem={problem} />
        {known && draft && <ProcessForm fields={askedHere(known.process_fields)} draft={draft} isChecked onDraft={change} />}
      </div>
    </Page>
  );
}
