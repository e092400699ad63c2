/** A draft's sizes: the outline comes in, suggests them on a numbered drawing, the author keeps or drops each. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { formatNumber, parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field, Select } from "../../shell/parts/Fields.tsx";
import { Gauge, finest } from "../../shell/parts/Gauge.tsx";
import { Letter, Note } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { statedU } from "../../shell/stating.ts";
import { formatted, language, named, t } from "../../shell/words.ts";
import { Drawing } from "../Drawing.tsx";
import { allowed, kept, offOutline, withSizes, withoutSizes, type Advice, type Choices } from "../drafting.ts";
import { CLASSES, type Characteristic, type DefectClass, type Outline, type Revision } from "../model.ts";
import { OutlineFile } from "./OutlineFile.tsx";

const SHEETS = ["A6", "A5", "A4", "Letter"];
const POCKETS = [0, 2, 3, 4, 6, 8, 9, 10, 12];

interface Sheet {
  readonly size: string;
  readonly pockets: number;
}

interface DraftSizesProps {
  readonly revision: Revision;
  readonly path: string;
  readonly outline: Outline | null;
  /** how many kept sizes would be refused */
  readonly onFaults: (count: number) => void;
}

/** Outline, proposals and the one that was chosen. */
export function DraftSizes({ revision, path, outline, onFaults }: DraftSizesProps): VNode {
  const proposals = useResource<Characteristic[]>(outline ? `${path}/proposals` : null);
  const [choices, setChoices] = useState<Choices>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Sheet>({ size: "A5", pockets: 0 });
  const [problem, setProblem] = useState<Problem | null>(null);
  const rows = kept(proposals.value ?? [], choices);
  const advice = useAdvice(path, sheet, rows, revision.version);
  const faulty = revision.characteristics.filter((each) => advice.get(each.code)?.fault);
  const contradicted = faulty.filter((each) => advice.get(each.code)?.outline != null);
  const useless = faulty.filter((each) => !contradicted.includes(each));
  const off = outline ? offOutline(revision, outline) : [];
  const faults = new Set([...faulty, ...off].map((each) => each.code)).size;
  useEffect(() => onFaults(faults), [faults]);
  const shown = rows.find((each) => each.code === chosen) ?? rows[0] ?? null;
  const save = async (content: object): Promise<void> => {
    try {
      remember(path, await send<Revision>("PUT", path, content));
      setChoices({});
      setProblem(null);
      await proposals.reload();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const reread = (): void => {
    setChoices({}); // what was changed lay on the outline before
    void proposals.reload();
  };
  const change = (next: Characteristic | null): void => shown ? setChoices({ ...choices, [shown.code]: next }) : undefined;
  return (
    <>
      <div class="col">
        <OutlineFile path={path} onRead={reread} />
        {off.length > 0 && <OffOutline sizes={off} onDrop={() => save(withoutSizes(revision, off))} />}
        {contradicted.length > 0 && <Useless title={t("draft.contradicted")} sizes={contradicted} advice={advice} onDrop={() => save(withoutSizes(revision, contradicted))} />}
        {useless.length > 0 && <Useless title={t("draft.useless")} sizes={useless} advice={advice} onDrop={() => save(withoutSizes(revision, useless))} />}
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
        {rows.length > 0 && <Act icon="tick" onPress={() => save(withSizes(revision, rows))}>{t("draft.keep", { count: rows.length })}</Act>}
      </div>
      {shown && (
        <OneSize key={`${shown.code} ${shown.nominal}`} size={shown} advice={advice.get(shown.code) ?? null} sheet={sheet} onSheet={setSheet} onChange={change} />
      )}
    </>
  );
}

/** Sizes that lie where the part has nothing any more: the draft cannot be submitted with them. */
function OffOutline({ sizes, onDrop }: { sizes: readonly Characteristic[]; onDrop: () => Promise<void> }): VNode {
  return (
    <Note tone="stop" icon="fail" title={t("draft.off", { count: sizes.length })}>
      <p>{t("draft.off.todo", { sizes: sizes.map((each) => named(each.names)).join(", ") })}</p>
      <Alt icon="delete" stop onPress={onDrop}>{t("draft.off.drop", { count: sizes.length })}</Alt>
    </Note>
  );
}

/** Kept sizes that no photo can ever decide, or that the outline contradicts: the draft cannot be submitted with them either. */
function Useless({ title, sizes, advice, onDrop }: { title: string; sizes: readonly Characteristic[]; advice: ReadonlyMap<string, Advice>; onDrop: () => Promise<void> }): VNode {
  return (
    <Note tone="stop" icon="fail" title={title}>
      {sizes.map((each) => <p key={each.code}>{faultWords(each, advice.get(each.code) ?? null)}</p>)}
      <p>{t("draft.useless.todo")}</p>
      <Alt icon="delete" stop onPress={onDrop}>{t("draft.off.drop", { count: sizes.length })}</Alt>
    </Note>
  );
}

/** What is wrong and what to do, in the words of the refusal that would come. */
function faultWords(size: Characteristic, advice: Advice | null): string {
  const outline = advice?.outline == null ? "" : `${formatted(advice.outline)} ${unitOf(size)}`.trim();
  return t(`draft.useless.${advice?.fault ?? ""}`, { characteristic: named(size.names), outline });
}

function unitOf(size: Characteristic): string {
  return size.unit === "1" ? "" : size.unit === "deg" ? "°" : (size.unit ?? "");
}

/** What the server says of the sizes of the draft and of these on this sheet; asked again when they change. */
function useAdvice(path: string, sheet: Sheet, rows: readonly Characteristic[], version: Revision["version"]): ReadonlyMap<string, Advice> {
  const [found, setFound] = useState<ReadonlyMap<string, Advice>>(new Map());
  const asked = JSON.stringify({ ...sheet, characteristics: rows });
  useEffect(() => {
    let isOld = false;
    const wait = setTimeout(() => {
      send<Advice[]>("POST", `${path}/photo-advice`, JSON.parse(asked) as object)
        .then((answer) => isOld || setFound(new Map(answer.map((each) => [each.code, each]))))
        .catch(() => isOld || setFound(new Map()));
    }, 150);
    return () => {
      isOld = true;
      clearTimeout(wait);
    };
  }, [path, asked, version]);
  return found;
}

function OneSize({ size, advice, sheet, onSheet, onChange }: { size: Characteristic; advice: Advice | null; sheet: Sheet; onSheet: (sheet: Sheet) => void; onChange: (next: Characteristic | null) => void }): VNode {
  const limits = { low: size.lsl, high: size.usl };
  const unit = unitOf(size);
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
      {isPhoto && (
        <div class="row wrap">
          <div class="grow"><Select label={t("draft.sheet")} value={sheet.size} options={SHEETS.map((each) => ({ value: each, label: each }))} onInput={(size) => onSheet({ ...sheet, size })} /></div>
          <div class="grow"><Select label={t("draft.pockets")} value={String(sheet.pockets)} options={POCKETS.map((each) => ({ value: String(each), label: formatNumber(Math.max(1, each), language.value) }))} onInput={(pockets) => onSheet({ ...sheet, pockets: Number(pockets) })} /></div>
        </div>
      )}
      {isPhoto && advice && (advice.worth === "does_not_fit" ? <NoRoom advice={advice} sheet={sheet} /> : <PhotoNote size={size} advice={advice} />)}
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

/** The part is larger than the window or the pocket: no photo on this sheet would be measured. */
function NoRoom({ advice, sheet }: { advice: Advice; sheet: Sheet }): VNode {
  return (
    <Note tone="stop" icon="fail" title={t(sheet.pockets > 0 ? "advice.does_not_fit_pocket" : "advice.does_not_fit")}>
      <p>{advice.sheet === null ? t("advice.does_not_fit.none", { tool: t(`tool.${advice.alternative}`) }) : t("advice.does_not_fit.todo", { sheet: advice.sheet })}</p>
    </Note>
  );
}

/** Whether a photo can decide it, and what can. */
function PhotoNote({ size, advice }: { size: Characteristic; advice: Advice }): VNode | null {
  const [tone, icon] = advice.worth === "decides" ? (["good", "pass"] as const) : advice.worth === "never" ? (["stop", "fail"] as const) : (["care", "ask"] as const);
  const half = allowed(size);
  const show = (value: number): string => formatNumber(value, language.value, 2);
  if (advice.fault !== null) return <Note tone="stop" icon="fail" title={t(advice.outline === null ? "advice.never" : "draft.contradicted")}>{faultWords(size, advice)}</Note>;
  return advice.U95 === null ? null : (
    <Note tone={tone} icon={icon} title={t(`advice.${advice.worth}`)}>
      <p>{half !== null && size.unit !== "1" ? t("advice.numbers", { allowed: show(half), sure: statedU(advice.U95, language.value) }) : t("advice.sure", { sure: statedU(advice.U95, language.value) })}</p>
      {advice.worth !== "decides" && <p>{t(`advice.${advice.worth}.todo`, { tool: t(`tool.${advice.alternative}`) })}</p>}
    </Note>
  );
}
