/** A reading typed on large keys: the number, its limits, pass or fail while typing. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { limitOf } from "../../checklists/model.ts";
import { decimalText, formatNumber, parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Select } from "../../shell/parts/Fields.tsx";
import { finest, Gauge } from "../../shell/parts/Gauge.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Keypad } from "../../shell/parts/Keypad.tsx";
import { Num, Plate, Tag } from "../../shell/parts/Plates.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { day, language, named, rich, t } from "../../shell/words.ts";
import { keepAnswer, takeIn } from "../answering.ts";
import { decisionWhileTyping, isOverdue, suitable } from "../instrument.ts";
import type { Instrument } from "../model.ts";
import { placePath } from "../useVisit.ts";
import { AnsweredBefore, ItemFrame, Question } from "./ItemFrame.tsx";
import { aboutOf, goOn, itemBefore, type ItemProps } from "./itemProps.ts";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";

const today = (): string => new Date().toISOString().slice(0, 10);

/** The page. */
export function NumberItem(props: ItemProps): VNode {
  const { visit, place, item } = props;
  const [text, setText] = useState("");
  const [isEmptyTold, setEmptyTold] = useState(false);
  const { instrument, choose, all } = useInstrument(item.instrument_type);
  const limits = { low: limitOf(item.lsl), high: limitOf(item.usl) };
  const value = parseNumber(text);
  const u95 = limitOf(instrument?.u95);
  const judged = value === null ? null : decisionWhileTyping(value, limits, u95);
  const overdue = instrument !== null && isOverdue(instrument, today());
  const unit = item.unit ?? "";
  const before = itemBefore(props);
  const needsPhoto = judged?.decision === "fail" && item.photo_on_fail;

  const save = async (photos: readonly KeptPhoto[], cannot: boolean): Promise<void> => {
    const payload = cannot ? { outcome: "not_measurable" } : { value: decimalText(text) };
    const kept = await keepAnswer(visit, {
      ...place, kind: "number", payload, photos, instrument_id: instrument?.id ?? null, about: aboutOf(props),
      outcome: cannot ? "not_measurable" : (judged?.shown ?? "undecided"),
    });
    void takeIn(visit.id, kept);
    goOn(props);
  };
  const whyNot = overdue ? t("number.overdue_stop") : item.instrument_type && all.length > 0 && instrument === null ? t("number.choose_instrument") : value === null && isEmptyTold ? t("number.type_first") : null;
  const main = needsPhoto && !whyNot ? (
    <PhotoFile kind="act" label={t("item.take_photo")} onPhoto={(photo) => save([photo], false)} />
  ) : (
    <Act whyNot={whyNot} onPress={() => (value === null ? setEmptyTold(true) : save([], false))}>{value === null ? t("number.act") : t("number.act_value", { value: `${formatNumber(value, language.value)} ${unit}` })}</Act>
  );
  const actions = (
    <>
      {before && <Alt icon="back" onPress={() => go(placePath(visit.id, { ...place, item_code: before.code }))}>{named(before.names)}</Alt>}
      <Alt onPress={() => save([], true)}>{t("number.cannot")}</Alt>
      {main}
    </>
  );
  return (
    <ItemFrame {...props} actions={actions}>
      <div class="number-page">
        <section class="col">
          <Question {...props} size="x2" />
          <AnsweredBefore {...props} />
          <InstrumentCard instrument={instrument} all={all} onChoose={choose} type={item.instrument_type} />
          <div class="card">
            <p class="s dim">{t("number.allowed", { unit })}</p>
            <Gauge tall limits={limits} value={value} uncertainty={u95} unit={unit} decision={judged?.shown ?? null} decimals={finest(limits)} />
          </div>
          {judged && <Answer {...judged} unit={unit} needsPhoto={needsPhoto} kind={kindOf(unit)} />}
        </section>
        <Keypad text={text} unit={unit} decision={judged?.shown ?? null} onChange={setText} />
      </div>
    </ItemFrame>
  );
}

/** Which pair of words: a length is too long, a mass too heavy. */
function kindOf(unit: string): string {
  return { mm: "length", cm: "length", m: "length", g: "mass", kg: "mass", N: "force", "N.m": "force" }[unit] ?? "other";
}

function Answer({ shown, decision, side, by, unit, needsPhoto, kind }: { shown: string; decision: string; side: "low" | "high" | null; by: number; unit: string; needsPhoto: boolean; kind: string }): VNode {
  const amount = <Num>{`${formatNumber(Number(by.toPrecision(6)), language.value)} ${unit}`}</Num>;
  if (decision === "fail") return <Plate tone="stop" icon="fail" title={rich(`number.${kind}.${side === "low" ? "short" : "long"}`, { by: amount })} under={t(needsPhoto ? "number.fail_photo" : "number.fail")} />;
  if (shown === "undecided") return <Plate tone="care" icon="ask" title={t("number.near")} under={t("number.near.todo")} />;
  return <Plate tone="good" icon="pass" title={t("number.pass")} />;
}

function useInstrument(type: string | null): { instrument: Instrument | null; choose: (id: string) => void; all: readonly Instrument[] } {
  const key = `qa.instrument.${type ?? "any"}`;
  const instruments = useResource<Instrument[]>(type === null ? null : "/api/instruments");
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(key) ?? "");
  const all = suitable(instruments.value ?? [], type, today());
  const choose = (id: string): void => {
    sessionStorage.setItem(key, id);
    setChosen(id);
  };
  const only = all.length === 1 ? (all[0] ?? null) : null;
  return { instrument: all.find((each) => each.id === chosen) ?? only, choose, all };
}

function InstrumentCard({ instrument, all, onChoose, type }: { instrument: Instrument | null; all: readonly Instrument[]; onChoose: (id: string) => void; type: string | null }): VNode | null {
  if (type === null) return null;
  if (!instrument) {
    const options = all.map((each) => ({ value: each.id, label: `${t(`instrument.${each.type}`)} ${each.serial}` }));
    return <div class="card"><Select label={t("number.instrument")} value="" empty={t("form.choose")} options={options} onInput={onChoose} /></div>;
  }
  const overdue = isOverdue(instrument, today());
  return (
    <div class="card row wrap">
      <Icon name="caliper" size="big" />
      <div class="grow">
        <p class="b">{t(`instrument.${instrument.type}`)} <Num>{instrument.serial}</Num></p>
        <p class="s dim">
          {t("number.until", { date: day(instrument.due_on) })} · {t("number.uncertainty")} <Num>{`± ${formatNumber(instrument.u95, language.value)} ${instrument.unit}`}</Num>
        </p>
      </div>
      {overdue ? <Tag tone="stop" icon="fail">{t("number.overdue")}</Tag> : <Tag tone="good" icon="pass">{t("number.in_date")}</Tag>}
      {all.length > 1 && <Alt small onPress={() => onChoose("")}>{t("number.change")}</Alt>}
    </div>
  );
}
