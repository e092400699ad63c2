/** The labels of a released lot: one as it will be printed, the sheet, the first free cell, spoiled ones again. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Batch } from "../../inspections/model.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field, Select, Tick } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble, TroubleNote } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { language, named, t } from "../../shell/words.ts";
import type { LabelRow, LabelSheet, PrintJob, PrintPlan } from "../model.ts";
import { asked, OWN, OWN_FIELDS, PLAIN, query, usable, type PrintFields } from "../printing.ts";
import { cells } from "../sheet.ts";

/** The page. */
export default function Labels({ params }: ScreenProps): VNode {
  const id = params["batch"] ?? "";
  const batch = useResource<Batch>(`/api/batches/${id}`);
  const labels = useResource<LabelRow[]>(`/api/batches/${id}/labels`);
  const sheets = useResource<LabelSheet[]>("/api/label-sheets");
  const [fields, setFields] = useState<PrintFields>(PLAIN);
  const [problem, setProblem] = useState<Problem | null>(null);
  const count = labels.value?.length ?? 0;
  const wanted = query(fields);
  const plan = useResource<PrintPlan>(count > 0 ? `/api/batches/${id}/print-plan?${wanted}` : null);
  const change = (some: Partial<PrintFields>): void => {
    setFields({ ...fields, ...some });
    setProblem(null);
  };
  const print = async (): Promise<void> => {
    const page = window.open("", "_blank");
    try {
      const job = await send<PrintJob>("POST", `/api/batches/${id}/print-jobs`, { id: newId(), ...asked(fields) });
      const file = `${job.file}?lang=${language.value}`;
      if (page) page.location.href = file;
      else window.location.assign(file);
      setFields({ ...fields, spoiled: new Set() });
      setProblem(null);
      await Promise.all([labels.reload(), plan.reload()]);
    } catch (thrown) {
      page?.close();
      setProblem(asProblem(thrown));
    }
  };
  // the last answer stays in sight until the next one is there, so that nothing jumps
  const last = useRef<PrintPlan | null>(null);
  if (plan.value !== null) last.current = plan.value;
  const known = plan.problem === null ? last.current : null;
  const again = fields.spoiled.size;
  const actions = count > 0 ? (
    <>
      <p class="row s"><Icon name="gauge" /><span class="grow">{t("labels.scale")}</span></p>
      <Act icon="print" onPress={print} whyNot={plan.problem === null ? null : t("labels.not_so")}>{again > 0 ? t("labels.act_again", { count: again }) : t("labels.act")}</Act>
    </>
  ) : undefined;
  return (
    <Page title={t("labels.title")} sub={batch.value ? <>{t("batch.lot_title")} <Num>{batch.value.lot}</Num></> : undefined} back={`/batches/${id}`} actions={actions}>
      <div class="col">
        <Reading of={labels} />
        {labels.value?.length === 0 && <Note tone="plain" icon="plain" title={t("labels.none")}>{t("labels.none.todo")}</Note>}
        {count > 0 && (
          <>
            {problem === null && plan.problem !== null ? <TroubleNote problem={plan.problem} /> : <Trouble problem={problem} />}
            {known && (
              <div class="halves">
                <div class="col"><Preview batch={id} wanted={wanted} plan={known} name={named(batch.value?.design.names)} /></div>
                <div class="col"><Sheet plan={known} fields={fields} onChange={change} /></div>
              </div>
            )}
            <Select label={t("labels.sheet")} value={fields.sheet} onInput={(sheet) => change({ sheet, start: 1 })} options={[...usable(sheets.value ?? []).map((each) => ({ value: each.name, label: each.title })), { value: OWN, label: t("labels.own") }]} />
            {fields.sheet === OWN && <OwnSheet fields={fields} onChange={change} />}
            <Field label={t("labels.copies")} value={fields.copies} mode="numeric" onInput={(copies) => change({ copies })} />
            <Printer fields={fields} wanted={wanted} onChange={change} />
            <Spoiled labels={labels.value ?? []} fields={fields} onChange={change} />
          </>
        )}
      </div>
    </Page>
  );
}

interface PartProps {
  readonly fields: PrintFields;
  readonly onChange: (some: Partial<PrintFields>) => void;
}

/** The first label as the printer will draw it, and where to stick it. */
function Preview({ batch, wanted, plan, name }: { batch: string; wanted: string; plan: PrintPlan; name: string }): VNode {
  const where = named(plan.where);
  return (
    <>
      <section class="card dashed label-preview">
        <img class="label-picture" src={`/api/batches/${batch}/label.png?${wanted}&lang=${language.value}`} alt={t("labels.preview", { name })} width={plan.sheet.cell_mm[0] * 10} height={plan.sheet.cell_mm[1] * 10} />
      </section>
      {where && <Note tone="plain" icon="plain" title={plan.pack_of > 1 ? t("labels.where_pack", { count: plan.pack_of }) : t("labels.where")}>{where}</Note>}
      {!where && plan.pack_of > 1 && <p class="s dim">{t("labels.pack", { count: plan.pack_of })}</p>}
      {plan.is_long_host && <Note tone="care" icon="care" title={t("labels.long_host", { version: plan.version })}>{t("labels.long_host.todo", { size: plan.module_mm })}</Note>}
    </>
  );
}

/** How many on how many sheets, the first free cell, and the sheet itself. */
function Sheet({ plan, fields, onChange }: PartProps & { plan: PrintPlan }): VNode {
  const { sheet } = plan;
  return (
    <>
      <div class="row">
        <div class="grow">
          <p class="b">{t("labels.on_sheets", { labels: plan.cells, count: plan.sheets })}</p>
          <p class="s dim">{t("labels.start", { cell: fields.start })}</p>
          <p class="s dim">{t("labels.so_far", { printed: plan.printed, spoiled: plan.spoiled })}</p>
        </div>
        <Alt small icon="minus" label={t("labels.earlier")} onPress={() => onChange({ start: Math.max(1, fields.start - 1) })} />
        <Alt small icon="plus" label={t("labels.later")} onPress={() => onChange({ start: Math.min(sheet.columns * sheet.rows, fields.start + 1) })} />
      </div>
      <div class="label-sheet" style={{ gridTemplateColumns: `repeat(${sheet.columns}, 1fr)`, aspectRatio: `${sheet.page_mm[0]} / ${sheet.page_mm[1]}` }} aria-hidden="true">
        {cells(sheet, plan.cells, fields.start).map((kind, index) => <span key={index} class={kind} />)}
      </div>
    </>
  );
}

/** A sheet by what a ruler says. */
function OwnSheet({ fields, onChange }: PartProps): VNode {
  return (
    <section class="card grid-2">
      {OWN_FIELDS.map((name) => (
        <Field key={name} label={t(`labels.own.${name}`)} value={fields.own[name]} mode={name === "columns" || name === "rows" ? "numeric" : "decimal"} unit={name.endsWith("_mm") ? "mm" : null} onInput={(value) => onChange({ own: { ...fields.own, [name]: value } })} />
      ))}
    </section>
  );
}

/** What is done once for a printer: its offset, a test label, its language. */
function Printer({ fields, wanted, onChange }: PartProps & { wanted: string }): VNode {
  return (
    <details class="card">
      <summary>{t("labels.printer")}</summary>
      <div class="col">
        <p class="s">{t("labels.offset.todo")}</p>
        <p><a class="alt" href={`/api/label-sheets/offset.pdf?${wanted}&lang=${language.value}`} target="_blank" rel="noopener">{t("labels.offset.page")}</a></p>
        <Field label={t("labels.offset.right")} value={fields.right} mode="text" unit="mm" onInput={(right) => onChange({ right })} />
        <Field label={t("labels.offset.down")} value={fields.down} mode="text" unit="mm" onInput={(down) => onChange({ down })} />
        <Tick checked={fields.hasTestCell} onChange={(hasTestCell) => onChange({ hasTestCell })}>{t("labels.test_cell")}</Tick>
        <Choice label={t("labels.format")} value={fields.isZpl ? "zpl" : "pdf"} options={[{ value: "pdf", label: t("labels.format.pdf") }, { value: "zpl", label: t("labels.format.zpl") }]} onInput={(value) => onChange({ isZpl: value === "zpl" })} />
      </div>
    </details>
  );
}

/** Labels that tore or smeared: printed again under the same serial. */
function Spoiled({ labels, fields, onChange }: PartProps & { labels: readonly LabelRow[] }): VNode | null {
  const printed = labels.filter((each) => each.printed > 0);
  if (printed.length === 0) return null;
  const toggle = (serial: string): void => {
    const spoiled = new Set(fields.spoiled);
    if (!spoiled.delete(serial)) spoiled.add(serial);
    onChange({ spoiled });
  };
  return (
    <details class="card">
      <summary>{t("labels.spoiled")}</summary>
      <p class="s">{t("labels.spoiled.todo")}</p>
      {printed.map((each) => (
        <Tick key={each.serial} checked={fields.spoiled.has(each.serial)} onChange={() => toggle(each.serial)}>
          <b class="num">{each.serial}</b> · {t("item.unit", { unit: each.maker_serial })} · <span class="dim">{t("labels.so_far", { printed: each.printed, spoiled: each.spoiled })}</span>
        </Tick>
      ))}
    </details>
  );
}
