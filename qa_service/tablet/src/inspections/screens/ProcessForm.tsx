/** Machines, people, material and settings of a batch: the fields that the design asks for. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ProcessField } from "../../checklists/model.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Alt } from "../../shell/parts/Button.tsx";
import { Field, Select, Tick } from "../../shell/parts/Fields.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { day, named, t, unitWord } from "../../shell/words.ts";
import type { MaterialLot } from "../model.ts";
import { faultOf } from "../process.ts";

export interface ProcessDraft {
  readonly machines: string;
  readonly operators: string;
  readonly material_lot_ids: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

export const EMPTY_PROCESS: ProcessDraft = { machines: "", operators: "", material_lot_ids: [], values: {} };

interface FormProps {
  readonly fields: readonly ProcessField[];
  readonly draft: ProcessDraft;
  readonly onDraft: (draft: ProcessDraft) => void;
  /** say what is wrong with empty fields too */
  readonly isChecked: boolean;
}

/** The fields; the caller keeps the draft and sends it. */
export function ProcessForm({ fields, draft, onDraft, isChecked }: FormProps): VNode {
  return (
    <div class="halves">
      <section class="card col">
        <h2>{t("process.settings")}</h2>
        {fields.length === 0 && <p>{t("process.none")}</p>}
        {fields.map((field) => (
          <OneField key={field.code} field={field} value={draft.values[field.code] ?? ""} isChecked={isChecked} onInput={(value) => onDraft({ ...draft, values: { ...draft.values, [field.code]: value } })} />
        ))}
      </section>
      <div class="col">
        <section class="card col">
          <h2>{t("process.who")}</h2>
          <Field label={t("process.machines")} hint={t("process.list_hint")} value={draft.machines} onInput={(machines) => onDraft({ ...draft, machines })} />
          <Field label={t("process.operators")} hint={t("process.list_hint")} value={draft.operators} onInput={(operators) => onDraft({ ...draft, operators })} />
        </section>
        <MaterialLots chosen={draft.material_lot_ids} onChosen={(material_lot_ids) => onDraft({ ...draft, material_lot_ids })} />
      </div>
    </div>
  );
}

function OneField({ field, value, isChecked, onInput }: { field: ProcessField; value: string; isChecked: boolean; onInput: (value: string) => void }): VNode {
  const fault = faultOf(field, value);
  const words = fault === null || (fault === "needed" && !isChecked) ? null : t(`process.fault.${fault}`, { min: field.min ?? "", max: field.max ?? "", unit: unitWord(field.unit) });
  const range = field.type === "number" && field.min !== null && field.max !== null && field.min !== undefined ? t(field.min === field.max ? "process.exactly" : "process.range", { min: field.min, max: field.max, unit: unitWord(field.unit) }) : undefined;
  if (field.type === "choice" && field.options.length > 0) {
    const options = field.options.map((each) => ({ value: each, label: each.replaceAll("_", " ") }));
    return <Select label={named(field.names)} value={value} empty={t("form.choose")} options={options} onInput={onInput} fault={words} />;
  }
  return <Field label={named(field.names)} value={value} unit={field.unit} mode={field.type === "number" ? "decimal" : "text"} hint={range} fault={words} onInput={onInput} />;
}

/** Material lots of this workshop: choose, or add one within half a minute. */
function MaterialLots({ chosen, onChosen }: { chosen: readonly string[]; onChosen: (ids: string[]) => void }): VNode {
  const lots = useResource<MaterialLot[]>("/api/material-lots");
  const [adds, setAdds] = useState(false);
  const flip = (id: string, on: boolean): void => onChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <section class="card col gap-s">
      <h2>{t("material.title")}</h2>
      <Reading of={lots} />
      {lots.value?.length === 0 && <Note tone="plain" icon="plain" title={t("material.none")} />}
      {(lots.value ?? []).map((lot) => (
        <Tick key={lot.id} checked={chosen.includes(lot.id)} onChange={(on) => flip(lot.id, on)}>
          <b>{lot.kind}</b>
          <br />
          <span class="s dim">
            {lot.supplier} <Num>{lot.supplier_lot}</Num> · {day(lot.received_on)}
          </span>
        </Tick>
      ))}
      {adds ? (
        <NewMaterialLot
          onDone={(id) => {
            setAdds(false);
            void lots.reload();
            flip(id, true);
          }}
        />
      ) : (
        <Alt icon="plus" onPress={() => setAdds(true)}>{t("material.add")}</Alt>
      )}
    </section>
  );
}

function NewMaterialLot({ onDone }: { onDone: (id: string) => void }): VNode {
  const [id] = useState(newId);
  const [kind, setKind] = useState("");
  const [supplier, setSupplier] = useState("");
  const [lot, setLot] = useState("");
  const [received, setReceived] = useState(new Date().toISOString().slice(0, 10));
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async (): Promise<void> => {
    try {
      await send("POST", "/api/material-lots", { id, kind: kind.trim(), supplier: supplier.trim(), supplier_lot: lot.trim(), received_on: received, photo_sha256: null });
      onDone(id);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <div class="col">
      <Field label={t("material.kind")} hint={t("material.kind.hint")} value={kind} onInput={setKind} />
      <Field label={t("material.supplier")} value={supplier} onInput={setSupplier} />
      <Field label={t("material.supplier_lot")} hint={t("material.supplier_lot.hint")} value={lot} onInput={setLot} ltr />
      <Field label={t("material.received")} type="date" value={received} onInput={setReceived} />
      <Trouble problem={problem} />
      <Alt whyNot={kind && supplier && lot ? null : t("form.fill_all")} onPress={add}>{t("material.add.act")}</Alt>
    </div>
  );
}
