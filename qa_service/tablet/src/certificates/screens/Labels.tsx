/** The labels of a released lot: one as it will be printed, the sheet, the first free cell. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Batch } from "../../inspections/model.ts";
import { Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { isDemo } from "../../shell/session.ts";
import { named, t } from "../../shell/words.ts";
import type { LabelRow, LabelSheet } from "../model.ts";
import { cells, sheetCount } from "../sheet.ts";

/** The page. */
export default function Labels({ params }: ScreenProps): VNode {
  const id = params["batch"] ?? "";
  const batch = useResource<Batch>(`/api/batches/${id}`);
  const labels = useResource<LabelRow[]>(`/api/batches/${id}/labels`);
  const sheets = useResource<LabelSheet[]>("/api/label-sheets");
  const [name, setName] = useState("");
  const [start, setStart] = useState(1);
  const [copies, setCopies] = useState("1");
  const sheet = (sheets.value ?? []).find((each) => each.name === name) ?? sheets.value?.[0] ?? null;
  const count = (labels.value?.length ?? 0) * Math.max(1, Number(copies) || 1);
  const wanted = sheet ? `sheet=${encodeURIComponent(sheet.name)}&start_cell=${start}&copies=${Math.max(1, Number(copies) || 1)}` : "";
  const isReady = sheet !== null && count > 0;
  const actions = isReady ? (
    <>
      <p class="row s"><Icon name="gauge" /><span class="grow">{t("labels.scale")}</span></p>
      <a class="act end" href={`/api/batches/${id}/labels.pdf?${wanted}`} target="_blank" rel="noopener"><Icon name="print" /><span>{t("labels.act")}</span></a>
    </>
  ) : undefined;
  return (
    <Page title={t("labels.title")} sub={batch.value ? <>{t("batch.lot_title")} <Num>{batch.value.lot}</Num></> : undefined} back={`/batches/${id}`} actions={actions}>
      <div class="narrow col">
        <Reading of={labels} />
        {labels.value?.length === 0 && <Note tone="plain" icon="plain" title={t("labels.none")}>{t("labels.none.todo")}</Note>}
        {isReady && sheet && (
          <>
            <section class="card dashed row label-preview">
              <Icon name="scan" size="huge" />
              <div class="grow">
                <p class="b">{named(batch.value?.design.names)}</p>
                <p>{t("batch.lot_title")} <b class="num">{batch.value?.lot}</b></p>
                <p><b class="num">{labels.value?.[0]?.serial}</b></p>
                <p class="s">{t("item.unit", { unit: labels.value?.[0]?.maker_serial ?? "" })}</p>
                {isDemo.value && <b class="demo-mark">{t("labels.demo")}</b>}
              </div>
            </section>
            <div class="row">
              <div class="grow">
                <p class="b">{t("labels.on_sheets", { labels: count, count: sheetCount(sheet, count, start) })}</p>
                <p class="s dim">{t("labels.start", { cell: start })}</p>
              </div>
              <Alt small icon="minus" label={t("labels.earlier")} onPress={() => setStart(Math.max(1, start - 1))} />
              <Alt small icon="plus" label={t("labels.later")} onPress={() => setStart(Math.min(sheet.columns * sheet.rows, start + 1))} />
            </div>
            <div class="label-sheet" style={{ gridTemplateColumns: `repeat(${sheet.columns}, 1fr)` }} aria-hidden="true">
              {cells(sheet, count, start).map((kind, index) => <span key={index} class={kind} />)}
            </div>
            <Choice label={t("labels.sheet")} value={sheet.name} options={(sheets.value ?? []).map((each) => ({ value: each.name, label: each.title }))} onInput={(value) => { setName(value); setStart(1); }} />
            <Field label={t("labels.copies")} value={copies} mode="numeric" onInput={setCopies} />
          </>
        )}
      </div>
    </Page>
  );
}
