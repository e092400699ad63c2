/** A new batch from a released revision; what is typed stays on the device until it is sent. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DesignRow, Owner, Revision } from "../../checklists/model.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { draft as readDraft, forgetDraft, keepDraft } from "../../shell/store.ts";
import { named, t } from "../../shell/words.ts";
import type { Batch } from "../model.ts";
import { askedHere, listOf, valuesOf } from "../process.ts";
import { EMPTY_PROCESS, ProcessForm, type ProcessDraft } from "./ProcessForm.tsx";

interface NewBatchDraft {
  readonly id: string;
  readonly revision_id: string;
  readonly quantity: string;
  readonly body_id: string;
  readonly process: ProcessDraft;
}

const KEY = "new-batch";

/** Design, quantity, who inspects, then what the design asks. */
export default function NewBatch(): VNode {
  const [draft, setDraft] = useState<NewBatchDraft>({ id: newId(), revision_id: "", quantity: "", body_id: "", process: EMPTY_PROCESS });
  const [problem, setProblem] = useState<Problem | null>(null);
  const designs = useResource<DesignRow[]>("/api/designs");
  const organisations = useResource<(Owner & { kind: string })[]>("/api/organisations");
  const revision = useResource<Revision>(draft.revision_id ? `/api/revisions/${draft.revision_id}` : null);
  useEffect(() => {
    void readDraft<NewBatchDraft>(KEY).then((found) => found && setDraft(found));
  }, []);
  const change = (part: Partial<NewBatchDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    void keepDraft(KEY, next);
  };
  const released = (designs.value ?? []).filter((each) => each.newest?.state === "released");
  const bodies = (organisations.value ?? []).filter((each) => each.kind === "inspection_body");
  const quantity = parseNumber(draft.quantity);
  const fields = askedHere(revision.value?.process_fields ?? []);
  const start = async (): Promise<void> => {
    try {
      const process = draft.process;
      const made = await send<Batch>("POST", "/api/batches", {
        id: draft.id, revision_id: draft.revision_id, quantity_made: quantity, inspection_body_id: draft.body_id,
        machines: listOf(process.machines), operators: listOf(process.operators), material_lot_ids: process.material_lot_ids, process_values: valuesOf(fields, process.values),
      });
      await forgetDraft(KEY);
      go(`/batches/${made.id}`, "replace");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const isReady = draft.revision_id !== "" && draft.body_id !== "" && quantity !== null && quantity > 0 && Number.isInteger(quantity);
  const actions = <Act whyNot={isReady ? null : t("new_batch.why_not")} onPress={start}>{quantity ? t("new_batch.act_count", { count: quantity }) : t("new_batch.act")}</Act>;
  return (
    <Page title={t("new_batch.title")} sub={<span class="only-wide">{t("new_batch.sub")}</span>} back="/" actions={actions}>
      <div class="col">
        <Trouble problem={problem} />
        <Reading of={designs} />
        <section class="card halves">
          <Select label={t("new_batch.design")} value={draft.revision_id} empty={t("form.choose")} options={released.map((each) => ({ value: each.newest?.id ?? "", label: `${named(each.names)}, ${t("batch.revision")} ${each.newest?.label ?? ""}` }))} onInput={(revision_id) => change({ revision_id })} />
          <Select label={t("new_batch.body")} value={draft.body_id} empty={t("form.choose")} options={bodies.map((each) => ({ value: each.id, label: each.name }))} onInput={(body_id) => change({ body_id })} />
          <Field label={t("new_batch.quantity")} hint={t("new_batch.quantity.hint")} value={draft.quantity} mode="numeric" onInput={(text) => change({ quantity: text })} />
        </section>
        {draft.revision_id && <Reading of={revision} />}
        {revision.value && <ProcessForm fields={fields} draft={draft.process} isChecked={false} onDraft={(process) => change({ process })} />}
      </div>
    </Page>
  );
}
