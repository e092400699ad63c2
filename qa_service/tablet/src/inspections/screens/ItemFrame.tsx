/** The frame of an item: unit and item in the bar, undo of the last answer, what was answered before. */
import type { ComponentChildren, VNode } from "preact";
import { Alt } from "../../shell/parts/Button.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { go, query } from "../../shell/router.ts";
import { gloves, setTheme, theme } from "../../shell/settings.ts";
import { named, t } from "../../shell/words.ts";
import type { Visit } from "../model.ts";
import { cellAt, progress, resultsAt, type Place } from "../progress.ts";
import { reasonText } from "../reasonText.ts";
import { itemOf, placeOf, placePath, serialOf } from "../useVisit.ts";
import { longName, shortName, shortened } from "../shortName.ts";
import { itemCount, type ItemProps } from "./itemProps.ts";

/** The whole page around an item. */
export function ItemFrame({ children, actions, ...props }: ItemProps & { children: ComponentChildren; actions: ComponentChildren }): VNode {
  const { visit, local, place, item } = props;
  const serial = serialOf(visit, place.unit_id);
  return (
    <Page
      title={<>{place.unit_id === null ? t("batch.lot_title") : t("item.unit_word")} <Num>{place.unit_id === null ? visit.batch.lot : serial}</Num> · {itemCount(props)}</>}
      name={`${serial} ${named(item.names)}`}
      sub={<>{visit.batch.workshop.name} · {t("batch.lot_word")} <Num>{visit.batch.lot}</Num></>}
      back={`/visits/${visit.id}`}
      kind={gloves.value ? "gloves" : ""}
      progress={progress(visit, local)}
      chips={<SunChip />}
      actions={actions}
    >
      {children}
    </Page>
  );
}

/** The sun theme within reach of a thumb. */
export function SunChip(): VNode {
  const isSun = theme.value === "sun";
  return (
    <button type="button" class="chip shy" aria-pressed={isSun} aria-label={t(isSun ? "device.sun_on" : "device.sun")} onClick={() => setTheme(isSun ? "day" : "sun")}>
      <Icon name="sun" />
      <span>{t(isSun ? "device.sun_on" : "device.sun")}</span>
    </button>
  );
}

/** Class and how many are drawn, the question, the hint. */
export function Question({ visit, place, item, characteristics, size }: ItemProps & { size: "x2" | "l" }): VNode {
  const drawn = visit.sample.drawn[item.class] ?? [];
  const turn = place.unit_id === null ? 0 : drawn.indexOf(place.unit_id) + 1;
  const question = named(item.names);
  // an item about a characteristic bears its name; any other is its question
  const isNamed = item.characteristics.length > 0;
  const isEvery = drawn.length >= visit.units.length;
  return (
    <>
      <div class="row wrap">
        <Tag tone="blue" icon="gauge">{place.unit_id === null ? t("item.class_lot", { letter: item.class }) : isEvery ? t("item.class_every", { letter: item.class }) : t("item.class", { letter: item.class })}</Tag>
        {!isEvery && turn > 0 && <span class="dim">{t("item.turn", { index: turn, all: drawn.length })}</span>}
      </div>
      {isNamed && <h2 class={size}>{longName(item, characteristics)}</h2>}
      {isNamed ? <p class={size === "x2" ? "xl" : "l"}>{question}</p> : <h2 class={question.length > 40 ? "xl" : size}>{question}</h2>}
      {item.hint && <p class="l">{named(item.hint)}</p>}
    </>
  );
}

/** That this place was answered before; a new answer is added, the first one stays on record. */
export function AnsweredBefore({ visit, local, place }: ItemProps): VNode | null {
  const cell = cellAt(visit, local, place);
  if (cell === "open" || cell === "none") return null;
  return (
    <Note tone="blue" icon="undo" title={t("item.answered", { outcome: t(`outcome.${cell}`) })}>
      {reasonsOf(visit, place).map((each) => <p key={each}>{each}</p>)}
      <p>{t("item.answered.why")}</p>
    </Note>
  );
}

/** Why the answer of a place did not pass, and what to do, as far as there are words for it. */
export function reasonsOf(visit: Visit, place: Place): readonly string[] {
  return [...new Set(resultsAt(visit, place).map(reasonText))].filter((each) => each !== null);
}

/** Undo names what it undoes: it leads back to the answer just given. */
export function Undo({ visit, local, characteristics }: ItemProps): VNode | null {
  const from = query.value.get("from");
  if (from === null) return null;
  const slash = from.indexOf("/");
  const place = placeOf(from.slice(0, slash), from.slice(slash + 1));
  const item = itemOf(visit, place);
  const cell = cellAt(visit, local, place);
  if (!item || cell === "open" || cell === "none") return null;
  return (
    <>
      <Alt icon="undo" onPress={() => go(placePath(visit.id, place))}>{t("item.undo", { item: shortened(shortName(item, characteristics), 24), outcome: t(`outcome.${cell}`).toLowerCase() })}</Alt>
      <span class="s dim">{t("item.saved")}</span>
    </>
  );
}
