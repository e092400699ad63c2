/** Register a printed sheet: which print it is, and three caliper readings of each of its bars. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Scanner } from "../../shell/parts/Scanner.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { go } from "../../shell/router.ts";
import { bringToSight } from "../../shell/sight.ts";
import { day, formatted, t } from "../../shell/words.ts";
import { barWords, hundredths } from "../barWords.ts";
import type { Sheet } from "../model.ts";
import { REVISIONS, serialInCode, USUAL, type SheetDesign } from "../sheetDesign.ts";
import { faultAt, faultWords } from "../sheetFaultWords.ts";
import { faultsOf, placeOf, THREE, type SheetForm } from "../sheetForm.ts";
import { BarReadings } from "./BarReadings.tsx";
import { SheetChoice } from "./SheetChoice.tsx";

/** The page. */
export default function RegisterSheet(): VNode {
  const [id, setId] = useState(newId);
  const [isScanning, setScanning] = useState(false);
  const [design, setDesign] = useState<SheetDesign>(USUAL);
  const [form, setForm] = useState<SheetForm>({ code: "", serial: "", x: THREE, y: THREE, mpe: formatted(0.1) });
  const [pressed, setPressed] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<Sheet | null>(null);
  const fields = useRef<HTMLDivElement>(null);
  const faults = faultsOf(form);
  const [first] = faults;

  // a refusal is about what was sent; with the next sign typed it is no longer true
  const change = (part: Partial<SheetForm>): void => {
    setProblem(null);
    setForm((now) => ({ ...now, ...part }));
  };
  const choose = (chosen: SheetDesign): void => {
    setProblem(null);
    setDesign(chosen);
  };
  const add = async (): Promise<void> => {
    const which = form.code ? { code: form.code } : { design, serial: form.serial.trim() };
    try {
      setDone(await send<Sheet>("POST", "/api/sheets", { id, ...which, readings: { x: form.x.map(parseNumber), y: form.y.map(parseNumber) }, caliper_mpe_mm: parseNumber(form.mpe) }));
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setId(newId());
    }
  };
  useEffect(() => {
    if (pressed > 0) bringToSight(fields.current?.querySelector<HTMLElement>("[aria-invalid='true']") ?? null);
  }, [pressed]);
  if (done) return <Done sheet={done} />;

  // until the button was pressed, somebody is still typing
  const wrongAt = (place: string): string | null => {
    const found = pressed > 0 ? faults.find((each) => each.place === place) : undefined;
    return found ? faultWords(found) : null;
  };
  const refusedAt = (...places: readonly string[]): VNode | null => (problem && places.includes(placeOf(problem, form.code !== "")) ? <Trouble problem={problem} /> : null);
  const action = (
    <Act whyNot={first ? faultAt(first) : null} onWhyNot={() => setPressed(pressed + 1)} onPress={add}>
      {t("tools.sheet.act")}
    </Act>
  );
  return (
    <Page title={t("tools.add_sheet")} back="/tools" actions={action}>
      <div class="narrow col" ref={fields}>
        <p>{t("register.intro")}</p>
        <h2>{t("register.which")}</h2>
        {form.code && <Note tone="good" icon="pass" title={t("register.scanned", { serial: serialInCode(form.code) ?? "" })} />}
        {refusedAt("code")}
        <Alt icon="scan" onPress={() => { change({ code: "" }); setScanning(form.code !== "" || !isScanning); }}>{t("register.code")}</Alt>
        {isScanning && !form.code && <Scanner onText={(text) => { if (serialInCode(text)) { change({ code: text.trim() }); setScanning(false); } }} />}
        {!form.code && (
          <>
            <SheetChoice design={design} onChange={choose} />
            <Choice label={t("register.revision")} value={String(design.revision)} options={REVISIONS.map((number) => ({ value: String(number), label: `r${number}` }))} onInput={(number) => choose({ ...design, revision: Number(number) })} />
            <Field label={t("tools.sheet.serial")} value={form.serial} fault={wrongAt("serial")} onInput={(serial) => change({ serial })} ltr />
            {refusedAt("serial")}
          </>
        )}
        <BarReadings axis="X" values={form.x} faultAt={wrongAt} onInput={(x) => change({ x })}>{refusedAt("X", "X1", "X2", "X3")}</BarReadings>
        <BarReadings axis="Y" values={form.y} faultAt={wrongAt} onInput={(y) => change({ y })}>{refusedAt("Y", "Y1", "Y2", "Y3")}</BarReadings>
        <Field label={t("register.mpe")} unit="mm" mode="decimal" value={form.mpe} fault={wrongAt("mpe")} onInput={(mpe) => change({ mpe })} hint={t("register.mpe.hint")} />
        {refusedAt("mpe", "end")}
      </div>
    </Page>
  );
}

function Done({ sheet }: { sheet: Sheet }): VNode {
  return (
    <Page title={t("tools.add_sheet")} back="/tools" actions={<Act onPress={() => go("/tools", "replace")}>{t("action.close")}</Act>}>
      <div class="narrow col">
        <Note tone="good" icon="pass" title={t("register.done", { u: hundredths(sheet.U95_mm) })}>
          <p>{`${sheet.name} ${sheet.serial}`}</p>
          <p>{barWords(sheet)}</p>
          <p>{t("tools.sheet.until", { date: day(sheet.expires_on) })}</p>
        </Note>
        {sheet.warnings.map((each) => <Note key={each} tone="care" icon="care" title={t(`warning.${each}`)} />)}
      </div>
    </Page>
  );
}
