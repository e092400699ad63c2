/** Sizes measured in a photo: how many are decided and what is left, then each with its gauge line. */
import type { VNode } from "preact";
import { limitOf, type Names } from "../../checklists/model.ts";
import { formatNumber } from "../../shell/numbers.ts";
import { Act, Alt, Go } from "../../shell/parts/Button.tsx";
import { Gauge, finest } from "../../shell/parts/Gauge.tsx";
import { Photo } from "../../shell/parts/Photo.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Note, Plate } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { isDemo } from "../../shell/session.ts";
import { day, knows, language, named, t } from "../../shell/words.ts";
import type { Revision } from "../../checklists/model.ts";
import type { Feature, Measurement, Result, StudySays } from "../model.ts";
import { OutcomeTag } from "../parts.tsx";
import { otherMethod, resultsAt } from "../progress.ts";
import { placePath } from "../useVisit.ts";
import { ItemFrame } from "./ItemFrame.tsx";
import { goOn, type ItemProps } from "./itemProps.ts";

/** as many as the server takes together */
const MOST_TOGETHER = 10;
/** why a value decides nothing: nobody said which way the part lay */
const TURN_NOT_GIVEN = "turn_not_given";

interface Size {
  readonly code: string;
  readonly balloon: string;
  readonly name: string;
  readonly value: number | null;
  readonly u95: number | null;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly outcome: "pass" | "fail" | "undecided";
  readonly reason: string | null;
}

/** The page. */
export function ResultPage(props: ItemProps): VNode {
  const { visit, place, local } = props;
  const results = resultsAt(visit, place);
  const id = results.find((each) => each.measurement_id)?.measurement_id ?? null;
  const measurement = useResource<Measurement>(id ? `/api/measurements/${id}` : null);
  const revision_id = visit.batch.design.revision_id;
  const revision = useResource<Revision>(`/api/revisions/${revision_id}`);
  const sizes = sizesOf(results, measurement.value?.features ?? [], revision.value);
  const unproven = sizes.filter((each) => measurement.value?.gauge_studies[each.code] === null && each.value !== null).map((each) => each.name);
  const undecided = sizes.filter((each) => each.outcome === "undecided");
  const unnamed = sizes.filter((each) => each.reason === TURN_NOT_GIVEN).map((each) => each.name);
  const first = undecided[0];
  const other = first ? otherMethod(visit, local, place) : null;
  // in a signed record nothing is measured again
  const isOpen = visit.state === "in_progress" || visit.state === "returned";
  const actions = (
    <>
      {isOpen && <Alt icon="camera" onPress={() => go(`${placePath(visit.id, place)}?photo=again`)}>{t("result.new_photo")}</Alt>}
      {isOpen && measurement.value && !measurement.value.refused && measurement.value.photo_count < MOST_TOGETHER && <Alt icon="plus" onPress={() => go(`${placePath(visit.id, place)}?photo=more`)}>{t("result.one_more")}</Alt>}
      {!isOpen ? <Act iconAfter="next" onPress={() => go(`/visits/${visit.id}`)}>{t("summary.back")}</Act> : other && first ? <Act icon="caliper" onPress={() => go(placePath(visit.id, other))}>{t("result.by_caliper", { what: first.name })}</Act> : <Act iconAfter="next" onPress={() => goOn(props)}>{t("result.go_on")}</Act>}
    </>
  );
  return (
    <ItemFrame {...props} actions={actions}>
      <div class="result">
        <section class="col">
          {id && <Photo kind="photo" src={`/api/measurements/${id}/overlay.jpg`} full={`/api/measurements/${id}/overlay.jpg`} alt={t("result.overlay")} />}
          <div class="row s dim">
            <span class="grow">{t("result.by_server")}{isDemo.value && <><br />{t("photo.drawn")}</>}</span>
            <Go to={`/revisions/${revision_id}`}>{t("result.drawing")}</Go>
          </div>
          {measurement.value?.profile_note && knows(`profile.${measurement.value.profile_note}`) && <p class="s dim">{t(`profile.${measurement.value.profile_note}`, { price: `${formatNumber(measurement.value.camera_price_mm, language.value, 3)} mm` })}</p>}
        </section>
        <section class="col" style={{ gap: "10px" }}>
          <Reading of={measurement} />
          {measurement.value?.refused ? <Refused refused={measurement.value.refused} /> : <Summary sizes={sizes} />}
          {unnamed.length > 0 && <Note tone="care" icon="ask" title={t("result.turn_not_given")}>{t("result.turn_not_given.todo", { which: unnamed.join(", ") })}</Note>}
          <Flags flags={results[0]?.flags ?? ""} />
          {visit.reference === "off" && <Note tone="stop" icon="fail" title={t("room.reference.off")}>{t("room.reference.off.todo")}</Note>}
          {sizes.map((size) => (
            <SizeRow key={size.code} size={size} measurement={measurement.value} />
          ))}
          {measurement.value && !measurement.value.refused && <p class="s dim">{warmth(measurement.value)}</p>}
          {unproven.length > 0 && <p class="s dim">{t("study.none_here", { which: unproven.join(", ") })}</p>}
        </section>
      </div>
    </ItemFrame>
  );
}

/** One size for each result; limits and decision from the measurement where it tells them. */
export function sizesOf(results: readonly Result[], features: readonly Feature[], revision: Revision | null): Size[] {
  return results
    .filter((each) => each.characteristic !== null)
    .map((each, index): Size => {
      const feature = features.find((one) => one.characteristic === each.characteristic);
      const drawn = revision?.characteristics.find((one) => one.code === each.characteristic);
      const names: Names = drawn?.names ?? {};
      return {
        code: each.characteristic ?? "",
        balloon: String(drawn?.balloon ?? index + 1),
        name: named(names) || (each.characteristic ?? ""),
        value: limitOf(each.value ?? feature?.value_mm),
        u95: limitOf(each.U95 ?? feature?.U95_mm),
        unit: each.unit ?? feature?.unit ?? drawn?.unit ?? "mm",
        low: limitOf(feature?.lsl ?? drawn?.lsl),
        high: limitOf(feature?.usl ?? drawn?.usl),
        outcome: each.outcome === "pass" || each.outcome === "fail" ? each.outcome : "undecided",
        reason: each.reason ?? feature?.reason ?? null,
      };
    })
    .sort((a, b) => Number(a.balloon) - Number(b.balloon));
}

function Summary({ sizes }: { sizes: readonly Size[] }): VNode {
  const count = (outcome: Size["outcome"]): number => sizes.filter((each) => each.outcome === outcome).length;
  const failed = sizes.filter((each) => each.outcome === "fail").map((each) => each.name).join(", ");
  const open = sizes.filter((each) => each.outcome === "undecided");
  const near = open.filter((each) => each.reason !== TURN_NOT_GIVEN).map((each) => each.name).join(", ");
  const under = near ? t("result.undecided.which", { pass: count("pass"), which: near }) : t("result.turn_not_given");
  if (failed) return <Plate tone="stop" icon="fail" title={t("result.failed", { count: count("fail") })} under={failed} />;
  if (open.length > 0) return <Plate tone="care" icon="ask" title={t("result.undecided", { count: open.length })} under={under} />;
  return <Plate tone="good" icon="pass" title={t("result.all_pass", { count: sizes.length })} />;
}

function Refused({ refused }: { refused: { code: string; advice: string | null } }): VNode {
  const title = knows(`refusal.${refused.code}`) ? t(`refusal.${refused.code}`) : t("refusal.other");
  const advice = `advice.${refused.advice ?? ""}`; // of the gate that closed; else of the code
  const usual = `refusal.${refused.code}.todo`;
  const todo = knows(advice) ? t(advice) : knows(usual) ? t(usual) : (refused.advice ?? "");
  return <Plate tone="stop" icon="fail" title={title} under={todo} />;
}

/** What was odd about the photos. */
export function Flags({ flags }: { flags: string }): VNode {
  return (
    <>
      {flags.split(",").filter(Boolean).map((each) => (
        <Note key={each} tone="care" icon="care" title={t(`flag.${each}`)} />
      ))}
    </>
  );
}

function warmth(measurement: Measurement): string {
  const room = measurement.surroundings;
  if (room?.temperature_c === null || room?.temperature_c === undefined) return t("result.no_temperature");
  return room.material ? t("result.at_20", { degrees: room.temperature_c, material: room.material }) : t("result.no_material", { degrees: room.temperature_c });
}

/** What the gauge study of this set-up says, in one line. */
function StudyLine({ says }: { says: StudySays }): VNode {
  const [tone, icon] = says.is_valid ? (["good", "pass"] as const) : (["care", "care"] as const);
  const details = { percent: Number((says.percent ?? 0).toPrecision(2)), bias: Number((says.bias ?? 0).toFixed(3)), u: Number((says.bias_u95 ?? 0).toFixed(3)), date: day(says.expires_on) };
  return (
    <p class="s">
      <Icon name={icon} tone={tone} /> {says.grade === null ? t("study.no_answer") : t(`study.says.${says.grade}`, details)} <Go to={`/studies/${says.study_id}`}>{t("study.open")}</Go>
    </p>
  );
}

function SizeRow({ size, measurement }: { size: Size; measurement: Measurement | null }): VNode {
  const says = measurement?.gauge_studies[size.code];
  const together = measurement?.photos_together[size.code];
  const limits = { low: size.low, high: size.high };
  const decimals = Math.max(2, finest(limits));
  const say = (value: number): string => formatNumber(value, language.value, decimals);
  return (
    <div class={`card feature ${size.outcome === "undecided" ? "care" : ""}`}>
      <span class={`balloon ${size.outcome}`}>{size.balloon}</span>
      <b>{size.name}</b>
      <Gauge limits={limits} value={size.value} uncertainty={size.u95} unit={size.unit} decision={size.outcome} decimals={decimals} />
      <span class="num l">
        {size.value === null ? "–" : <b>{say(size.value)}</b>} {size.u95 !== null && <span class="s">± {say(size.u95)}</span>}
      </span>
      <OutcomeTag outcome={size.outcome} {...(size.outcome === "undecided" ? { word: t("result.use_caliper") } : {})} />
      {together && <p class="s" style={{ gridColumn: "2 / -1" }}>{t(together.agree ? "result.together" : "result.disagree", { count: together.n, spread: say(together.spread), limit: say(together.limit) })}</p>}
      {says && <div style={{ gridColumn: "2 / -1" }}><StudyLine says={says} /></div>}
      {size.reason && size.outcome === "undecided" && knows(`reason.${size.reason}`) && <p class="s" style={{ gridColumn: "2 / -1" }}>{t(`reason.${size.reason}`)}</p>}
    </div>
  );
}

