/** Register a printed sheet: which print it is, and three caliper readings of each of its bars. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
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
import { formatted, t } from "../../shell/words.ts";
import { barWords, hundredths } from "../barWords.ts";
import type { Sheet } from "../model.ts";
import { REVISIONS, serialInCode, USUAL, type SheetDesign } from "../sheetDesign.ts";
import { SheetChoice } from "./SheetChoice.tsx";

const THREE = ["", "", ""] as const;
type Three = readonly [string, string, string];

/** The page. */
export default function RegisterSheet(): VNode {
  const [id, setId] = useState(newId);
  const [code, setCode] = useState("");
  const [isScanning, setScanning] = useState(false);
  const [design, setDesign] = useState<SheetDesign>(USUAL);
  const [serial, setSerial] = useState("");
  const [x, setX] = useState<Three>([...THREE]);
  const [y, setY] = useState<Three>([...THREE]);
  const [mpe, setMpe] = useState(formatted(0.1));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<Sheet | null>(null);
  const isReady = (code !== "" || serial.trim() !== "") && [...x, ...y, mpe].every((each) => parseNumber(each) !== null);
  const add = async (): Promise<void> => {
    const which = code ? { code } : { design, serial: serial.trim() };
    try {
      setDone(await send<Sheet>("POST", "/api/sheets", { id, ...which, readings: { x: x.map(parseNumber), y: y.map(parseNumber) }, caliper_mpe_mm: parseNumber(mpe) }));
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setId(newId());
    }
  };
  if (done) {
    return (
      <Page title={t("tools.add_sheet")} back="/tools" actions={<Act onPress={() => go("/tools", "replace")}>{t("action.close")}</Act>}>
        <div class="narrow col">
          <Note tone="good" icon="pass" title={t("register.done", { u: hundredths(done.U95_mm) })}>{barWords(done)}</Note>
          {done.warnings.map((each) => <Note key={each} tone="care" icon="care" title={t(`warning.${each}`)} />)}
        </div>
      </Page>
    );
  }
  return (
    <Page title={t("tools.add_sheet")} back="/tools" actions={<Act whyNot={isReady ? null : t("form.fill_all")} onPress={add}>{t("tools.sheet.act")}</Act>}>
      <div class="narrow col">
        <p>{t("register.intro")}</p>
        <Trouble problem={problem} />
        <h2>{t("register.which")}</h2>
        {code ? <Note tone="good" icon="pass" title={t("register.scanned", { serial: serialInCode(code) ?? "" })} /> : <Alt icon="scan" onPress={() => setScanning(!isScanning)}>{t("register.code")}</Alt>}
        {isScanning && !code && <Scanner onText={(text) => { if (serialInCode(text)) { setCode(text.trim()); setScanning(false); } }} />}
        {!code && (
          <>
            <SheetChoice design={design} onChange={setDesign} />
            <Choice label={t("register.revision")} value={String(design.revision)} options={REVISIONS.map((number) => ({ value: String(number), label: `r${number}` }))} onInput={(number) => setDesign({ ...design, revision: Number(number) })} />
            <Field label={t("tools.sheet.serial")} value={serial} onInput={setSerial} ltr />
          </>
        )}
        <Bar axis="X" values={x} onInput={setX} />
        <Bar axis="Y" values={y} onInput={setY} />
        <Field label={t("register.mpe")} unit="mm" mode="decimal" value={mpe} onInput={setMpe} hint={t("register.mpe.hint")} />
      </div>
    </Page>
  );
}

function Bar({ axis, values, onInput }: { axis: string; values: Three; onInput: (values: Three) => void }): VNode {
  const at = (place: number, value: string): Three => values.map((each, k) => (k === place ? value : each)) as unknown as Three;
  return (
    <fieldset class="field">
      <legend>{t("register.bar", { axis })}</legend>
      <div class="three">
        {values.map((value, k) => (
          <Field key={k} label={t("register.reading", { number: k + 1 })} unit="mm" mode="decimal" value={value} onInput={(typed) => onInput(at(k, typed))} />
        ))}
      </div>
    </fieldset>
  );
}
