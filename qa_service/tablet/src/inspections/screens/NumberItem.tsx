/** A reading typed on large keys: the number, its limits, pass or fail while typing. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Decision } from "../../shell/limits.ts";
import { decimalText, formatNumber, parseNumber } from "../../shell/numbers.ts";
import { Act, Alt, Go } from "../../shell/parts/Button.tsx";
import { Select } from "../../shell/parts/Fields.tsx";
import { finest, Gauge } from "../../shell/parts/Gauge.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Keypad } from "../../shell/parts/Keypad.tsx";
import { Note, Num, Plate, Tag } from "../../shell/parts/Plates.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { day, knows, language, named, rich, t, unitWord } from "../../shell/words.ts";
import { keepAnswer, takeIn } from "../answering.ts";
import { decisionWhileTyping, isOverdue, needsTool, suitable, type Undecided } from "../instrument.ts";
import { askedNumbers, type Asked } from "../limitsOf.ts";
import type { Instrument } from "../model.ts";
import { worst } from "../progress.ts";
import { shortName, shortened } from "../shortName.ts";
import { placePath } from "../useVisit.ts";
import { AnsweredBefore, ItemFrame, Question } from "./ItemFrame.tsx";
import { aboutOf, goOn, itemBefore, type ItemProps } from "./itemProps.ts";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";
import { WhyNot, type NotDone } from "./WhyNot.tsx";

const today = (): string => new Date().toISOString().slice(0, 10);

/** The page; an item with several numbers asks one after another and saves them together. */
export function NumberItem(props: ItemProps): VNode {
  const { visit, place, item } = props;
  const numbers = askedNumbers(item, props.characteristics);
  const [texts, setTexts] = useState<readonly string[]>([]);
  const [index, setIndex] = useState(0);
  const [asksWhy, setAsksWhy] = useState<NotDone | null>(null);
  const [isEmptyTold, setEmptyTold] = useState(false);
  const isToolAsked = item.instrument_type !== null || numbers.some(needsTool);
  const { instrument, choose, all } = useInstrument(item.instrument_type, isToolAsked, numbers.map((each) => each.unit));
  const asked = numbers[index] ?? numbers[0];
  const text = texts[index] ?? "";
  const value = parseNumber(text);
  const unit = asked?.unit ?? "";
  const limits = asked?.limits ?? { low: null, high: null };
  const tool = instrument && instrument.unit === unit ? instrument : null;
  const judged = value === null || !asked ? null : decisionWhileTyping(value, limits, tool, needsTool(asked));
  const isLast = index >= numbers.length - 1;
  const decisions = numbers.map((each, place_) => decide(each, texts[place_] ?? "", tool));
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>([]);
  const wanted = Math.max(item.photos_min, decisions.includes("fail") && item.photo_on_fail ? 1 : 0);
  const needsPhoto = isLast && photos.length < wanted;
  const overdue = instrument !== null && isOverdue(instrument, today());

  const save = async (taken: readonly KeptPhoto[], reason?: string): Promise<void> => {
    const values = Object.fromEntries(numbers.map((each, place_) => [each.code ?? item.code, decimalText(texts[place_] ?? "")]));
    const payload = reason !== undefined ? { outcome: "not_measurable", reason } : numbers.length > 1 ? { values } : { value: decimalText(text) };
    const outcome = reason !== undefined ? "not_measurable" : (worst(decisions.filter((each) => each !== null)) ?? "undecided");
    const kept = await keepAnswer(visit, { ...place, kind: "number", payload, photos: taken, instrument_id: instrument?.id ?? null, about: aboutOf(props), outcome });
    void takeIn(visit.id, kept);
    goOn(props);
  };
  const takePhoto = async (photo: KeptPhoto): Promise<void> => {
    const taken = [...photos, photo];
    setPhotos(taken);
    if (taken.length >= wanted) await save(taken);
  };
  const press = (): void | Promise<void> => {
    if (value === null) setEmptyTold(true);
    else if (isLast) return save(photos);
    else setIndex(index + 1);
  };
  const whyNot = overdue ? t("number.overdue_stop") : isToolAsked && all.length > 0 && instrument === null ? t("number.choose_instrument") : value === null && isEmptyTold ? t("number.type_first") : null;
  const main = needsPhoto && value !== null && !whyNot ? (
    <PhotoFile kind="act" label={wanted > 1 ? t("item.take_photo_of", { index: photos.length + 1, all: wanted }) : t("item.take_photo")} onPhoto={takePhoto} />
  ) : (
    <Act whyNot={whyNot} onPress={press}>{value === null ? t("number.act") : isLast ? t("number.act_value", { value: `${formatNumber(value, language.value)} ${unitWord(unit)}` }) : t("number.next", { what: named(numbers[index + 1]?.names) })}</Act>
  );
  const back = index > 0 ? <Alt icon="back" onPress={() => setIndex(index - 1)}>{named(numbers[index - 1]?.names)}</Alt> : <BackToItem {...props} />;
  return (
    <ItemFrame {...props} actions={<>{back}<Alt onPress={() => setAsksWhy("not_measurable")}>{t("number.cannot")}</Alt>{main}</>}>
      <WhyNot about={asksWhy} onClose={() => setAsksWhy(null)} onReason={(reason) => save(photos, reason)} />
      <div class={`number-page ${judged ? "judged" : ""}`}>
        <section class="col">
          <Question {...props} size={numbers.length > 1 ? "l" : "x2"} />
          {numbers.length > 1 && <p class="xl b">{t("number.which", { index: index + 1, all: numbers.length, name: named(asked?.names) })}</p>}
          <AnsweredBefore {...props} />
          {isToolAsked && <InstrumentCard instrument={instrument} all={all} onChoose={choose} />}
          <div class="card">
            <p class="s dim">{t("number.allowed", { unit: unitWord(unit) })}</p>
            <Gauge tall limits={limits} value={value} uncertainty={tool?.u95 ?? null} unit={unit} decision={judged?.shown ?? null} decimals={finest(limits)} />
          </div>
          {judged && <Answer {...judged} unit={unit} needsPhoto={needsPhoto} kind={kindOf(unit, asked?.code ?? "")} />}
        </section>
        <Keypad key={index} text={text} unit={unit} decision={judged?.shown ?? null} onChange={(typed) => setTexts(numbers.map((_, place_) => (place_ === index ? typed : (texts[place_] ?? ""))))} />
      </div>
    </ItemFrame>
  );
}

function decide(asked: Asked, text: string, tool: Instrument | null): Decision | null {
  const value = parseNumber(text);
  return value === null ? null : decisionWhileTyping(value, asked.limits, tool, needsTool(asked)).shown;
}

function BackToItem(props: ItemProps): VNode | null {
  const before = itemBefore(props);
  return before && <Alt icon="back" onPress={() => go(placePath(props.visit.id, { ...props.place, item_code: before.code }))}>{shortened(shortName(before, props.characteristics), 24)}</Alt>;
}

/** Which pair of words: a length is too long, a slot too large, a mass too heavy. */
function kindOf(unit: string, code: string): string {
  const kind = { mm: "size", cm: "size", m: "size", g: "mass", kg: "mass", N: "force", "N.m": "force" }[unit] ?? "other";
  return kind === "size" && /length|depth/.test(code) ? "length" : kind;
}

function Answer({ shown, decision, why, side, by, unit, needsPhoto, kind }: { shown: string; decision: string; why: Undecided | null; side: "low" | "high" | null; by: number; unit: string; needsPhoto: boolean; kind: string }): VNode {
  const amount = <Num>{`${formatNumber(Number(by.toPrecision(6)), language.value)} ${unitWord(unit)}`}</Num>;
  if (decision === "fail" && shown !== "undecided") return <Plate tone="stop" icon="fail" title={rich(`number.${kind}.${side === "low" ? "short" : "long"}`, { by: amount })} under={t(needsPhoto ? "number.fail_photo" : "number.fail")} />;
  if (shown === "undecided") return <Plate tone="care" icon="ask" title={t(`number.${why ?? "near"}`)} under={t(`number.${why ?? "near"}.todo`)} />;
  return <Plate tone="good" icon="pass" title={t("number.pass")} under={needsPhoto ? t("number.photo_too") : undefined} />;
}

function instrumentName(type: string): string {
  return knows(`instrument.${type}`) ? t(`instrument.${type}`) : type.replaceAll("_", " ");
}

function useInstrument(type: string | null, isAsked: boolean, units: readonly string[]): { instrument: Instrument | null; choose: (id: string) => void; all: readonly Instrument[] } {
  const key = `qa.instrument.${type ?? "any"}`;
  const instruments = useResource<Instrument[]>(isAsked ? "/api/instruments" : null);
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(key) ?? "");
  const all = suitable(instruments.value ?? [], type, today(), units);
  const choose = (id: string): void => {
    sessionStorage.setItem(key, id);
    setChosen(id);
  };
  const only = all.length === 1 ? (all[0] ?? null) : null;
  return { instrument: all.find((each) => each.id === chosen) ?? only, choose, all };
}

function InstrumentCard({ instrument, all, onChoose }: { instrument: Instrument | null; all: readonly Instrument[]; onChoose: (id: string) => void }): VNode {
  if (all.length === 0) return <Note tone="care" icon="care" title={<>{t("number.no_instrument")} <Go to="/tools/instrument">{t("tools.add")}</Go></>} />;
  if (!instrument) {
    const options = all.map((each) => ({ value: each.id, label: `${instrumentName(each.type)} ${each.serial}` }));
    return <div class="card"><Select label={t("number.instrument")} value="" empty={t("form.choose")} options={options} onInput={onChoose} /></div>;
  }
  const overdue = isOverdue(instrument, today());
  return (
    <div class="card row wrap">
      <Icon name="caliper" size="big" />
      <div class="grow">
        <p class="b">{instrumentName(instrument.type)} <Num>{instrument.serial}</Num></p>
        <p class="s dim">
          {t("number.until", { date: day(instrument.due_on) })} · {t("number.uncertainty")} <Num>{`± ${formatNumber(instrument.u95, language.value)} ${unitWord(instrument.unit)}`}</Num>
        </p>
      </div>
      {overdue ? <Tag tone="stop" icon="fail">{t("number.overdue")}</Tag> : <Tag tone="good" icon="pass">{t("number.in_date")}</Tag>}
      {all.length > 1 && <Alt small onPress={() => onChoose("")}>{t("number.change")}</Alt>}
    </div>
  );
}
