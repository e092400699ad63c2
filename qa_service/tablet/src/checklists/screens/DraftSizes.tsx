/** A draft's sizes: the outline comes in, suggests them on a numbered drawing, the author keeps or drops each. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, send, sendBytes, type Problem } from "../../shell/api.ts";
import { formatNumber, parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field, Select } from "../../shell/parts/Fields.tsx";
import { Gauge, finest } from "../../shell/parts/Gauge.tsx";
import { Letter, Note } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { language, named, t } from "../../shell/words.ts";
import { Drawing } from "../Drawing.tsx";
import { allowed, kept, withSizes, type Advice, type Choices } from "../drafting.ts";
import { CLASSES, type Characteristic, type DefectClass, type Outline, type Revision } from "../model.ts";

const SHEETS = ["A6", "A5", "A4", "Letter"];
const UNITS = ["mm", "cm", "m", "in"];

/** Outline, proposals and the one that was chosen. */
export function DraftSizes({ revision, path, outline }: { revision: Revision; path: string; outline: Outline | null }): VNode {
  const proposals = useResource<Characteristic[]>(outline ? `${path}/proposals` : null);
  const [choices, setChoices] = useState<Choices>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const [sheet, setSheet] = useState("A5");
  const [problem, setProblem] = useState<Problem | null>(null);
  const rows = kept(proposals.value ?? [], choices);
  const advice = useAdvice(path, sheet, rows);
  const shown = rows.find((each) => each.code === chosen) ?? rows[0] ?? null;
  const save = async (): Promise<void> => {
    try {
      remember(path, await send<Revision>("PUT", path, withSizes(revision, rows)));
      setChoices({});
      setProblem(null);
      await proposals.reload();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const change = (next: Characteristic | null): void => shown ? setChoices({ ...choices, [shown.code]: next }) : undefined;
  return (
    <>
      <div class="col">
        <OutlineFile path={path} onRead={() => void proposals.reload()} />
        {outline && <Drawing outline={outline} characteristics={[...revision.characteristics, ...rows]} chosen={shown?.code ?? null} onChoose={setChosen} />}
        {outline && outline.turns_alike > 1 && outline.turns_alike < 360 && <Note tone="care" icon="ask" title={t("draft.turns", { count: outline.turns_alike })}>{t("draft.turns.todo")}</Note>}
        <Reading of={proposals} />
        <div class="row wrap">
          {rows.map((each) => (
            <button type="button" class="filter square" key={each.code} aria-pressed={each.code === shown?.code} onClick={() => setChosen(each.code)}>
              {each.balloon !== null && <b>{each.balloon}</b>} {named(each.names)}
            </button>
          ))}
        </div>
        <Trouble problem={problem} />
        {rows.length > 0 && <Act icon="tick" onPress={save}>{t("draft.keep", { count: rows.length })}</Act>}
      </div>
      {shown && (
        <OneSize key={shown.code} size={shown} advice={advice.get(shown.code) ?? null} sheet={sheet} onSheet={setSheet} onChange={change} />
      )}
    </>
  );
}

/** What the server says of these sizes on this sheet; asked again when they change. */
function useAdvice(path: string, sheet: string, rows: readonly Characteristic[]): ReadonlyMap<string, Advice> {
  const [found, setFound] = useState<ReadonlyMap<string, Advice>>(new Map());
  const asked = JSON.stringify({ size: sheet, characteristics: rows });
  useEffect(() => {
    let isOld = false;
    if (rows.length === 0) return;
    const wait = setTimeout(() => {
      send<Advice[]>("POST", `${path}/photo-advice`, JSON.parse(asked) as object)
        .then((answer) => isOld || setFound(new Map(answer.map((each) => [each.code, each]))))
        .catch(() => isOld || setFound(new Map()));
    }, 150);
    return () => {
      isOld = true;
      clearTimeout(wait);
    };
  }, [path, asked]);
  return found;
}

function OneSize({ size, advice, sheet, onSheet, onChange }: { size: Characteristic; advice: Advice | null; sheet: string; onSheet: (sheet: string) => void; onChange: (next: Characteristic | null) => void }): VNode {
  const limits = { low: size.lsl, high: size.usl };
  const unit = size.unit === "1" ? "" : size.unit === "deg" ? "°" : (size.unit ?? "");
  const isPhoto = size.method === "photo_dimension";
  return (
    <section class="card col">
      <div class="row">
        <Letter>{size.class}</Letter>
        <h2 class="grow">{size.balloon} {named(size.names)}</h2>
      </div>
      <Field label={t("draft.name")} value={size.names["en"] ?? ""} onInput={(value) => onChange({ ...size, names: { ...size.names, en: value } })} />
      <div class="row wrap">
        <Limit label={t("draft.smallest")} value={size.lsl} unit={unit} onChange={(lsl) => onChange({ ...size, lsl })} />
        <Limit label={t("draft.largest")} value={size.usl} unit={unit} onChange={(usl) => onChange({ ...size, usl })} />
      </div>
      <Choice label={t("draft.class")} value={size.class} options={CLASSES.map((each) => ({ value: each, label: `${each} · ${t(`draft.class.${each}`)}` }))} onInput={(value) => onChange({ ...size, class: value as DefectClass })} />
      <Choice label={t("draft.method")} value={isPhoto ? "photo_dimension" : "gauge_reading"} options={["photo_dimension", "gauge_reading"].map((each) => ({ value: each, label: t(`method.${each}`) }))} onInput={(method) => onChange({ ...size, method, instrument: method === "gauge_reading" ? (advice?.alternative ?? "caliper") : "" })} />
      {isPhoto && <Select label={t("draft.sheet")} value={sheet} options={SHEETS.map((each) => ({ value: each, label: each }))} onInput={onSheet} />}
      {isPhoto && advice && <PhotoNote size={size} advice={advice} />}
      <Gauge limits={limits} value={size.nominal} unit={unit} decision={size.nominal === null ? null : "pass"} decimals={finest(limits)} />
      <Alt icon="delete" stop onPress={() => onChange(null)}>{t("draft.drop")}</Alt>
    </section>
  );
}

function Limit({ label, value, unit, onChange }: { label: string; value: number | null; unit: string; onChange: (value: number | null) => void }): VNode {
  const [typed, setTyped] = useState(value === null ? "" : String(value));
  const read = (text: string): void => {
    setTyped(text);
    const number = parseNumber(text);
    if (number !== null || text.trim() === "") onChange(number);
  };
  return <div class="grow"><Field label={label} value={typed} unit={unit} mode="decimal" ltr fault={typed.trim() && parseNumber(typed) === null ? t("draft.number") : null} onInput={read} /></div>;
}

/** Whether a photo can decide it, and what can. */
function PhotoNote({ size, advice }: { size: Characteristic; advice: Advice }): VNode {
  const [tone, icon] = advice.worth === "decides" ? (["good", "pass"] as const) : advice.worth === "never" ? (["stop", "fail"] as const) : (["care", "ask"] as const);
  const half = allowed(size);
  const show = (value: number): string => formatNumber(value, language.value, 2);
  return (
    <Note tone={tone} icon={icon} title={t(`advice.${advice.worth}`)}>
      <p>{half !== null && size.unit !== "1" ? t("advice.numbers", { allowed: show(half), sure: show(advice.U95) }) : t("advice.sure", { sure: show(advice.U95) })}</p>
      {advice.worth !== "decides" && <p>{t(`advice.${advice.worth}.todo`, { tool: t(`tool.${advice.alternative}`) })}</p>}
    </Note>
  );
}

function OutlineFile({ path, onRead }: { path: string; onRead: () => void }): VNode {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [unit, setUnit] = useState("mm");
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = async (chosen: File | null, units?: string): Promise<void> => {
    if (!chosen) return;
    setFile(chosen);
    const query = new URLSearchParams({ path: chosen.name, role: "outline", ...(units ? { units } : {}) });
    try {
      await sendBytes("PUT", `${path}/files?${query.toString()}`, chosen);
      remember(path, await get<Revision>(path));
      remember(`${path}/outline`, await get<Outline>(`${path}/outline`));
      setProblem(null);
      onRead();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <div class="col">
      <input ref={input} class="hidden" type="file" accept=".dxf,.svg,.stl,.json" tabIndex={-1} aria-hidden="true" onChange={(event) => void read(event.currentTarget.files?.[0] ?? null)} />
      <Alt icon="plus" onPress={() => input.current?.click()}>{t("draft.outline")}</Alt>
      <Trouble problem={problem} />
      {problem?.code === "outline.without_units" && (
        <div class="row wrap">
          <Select label={t("draft.unit")} value={unit} options={UNITS.map((each) => ({ value: each, label: t(`unit.${each}`) }))} onInput={setUnit} />
          <Act onPress={() => read(file, unit)}>{t("draft.unit.use")}</Act>
        </div>
      )}
    </div>
  );
}
