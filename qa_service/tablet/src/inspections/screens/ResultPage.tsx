/** Sizes measured in a photo: how many are decided and what is left, then each with its gauge line. */
import type { VNode } from "preact";
import { limitOf, type Names } from "../../checklists/model.ts";
import { formatNumber } from "../../shell/numbers.ts";
import { Act, Alt, Go } from "../../shell/parts/Button.tsx";
import { Gauge, finest } from "../../shell/parts/Gauge.tsx";
import { Photo } from "../../shell/parts/Photo.tsx";
import { Plate } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { isDemo } from "../../shell/session.ts";
import { knows, language, named, t } from "../../shell/words.ts";
import type { Revision } from "../../checklists/model.ts";
import type { Feature, Measurement, Result } from "../model.ts";
import { OutcomeTag } from "../parts.tsx";
import { otherMethod, resultsAt } from "../progress.ts";
import { placePath } from "../useVisit.ts";
import { ItemFrame } from "./ItemFrame.tsx";
import { goOn, type ItemProps } from "./itemProps.ts";

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
  const undecided = sizes.filter((each) => each.outcome === "undecided");
  const first = undecided[0];
  const other = first ? otherMethod(visit, local, place) : null;
  const actions = (
    <>
      <Alt icon="camera" onPress={() => go(`${placePath(visit.id, place)}?photo=again`)}>{t("result.new_photo")}</Alt>
      {other && first ? <Act icon="caliper" onPress={() => go(placePath(visit.id, other))}>{t("result.by_caliper", { what: first.name })}</Act> : <Act iconAfter="next" onPress={() => goOn(props)}>{t("result.go_on")}</Act>}
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
        </section>
        <section class="col" style={{ gap: "10px" }}>
          <Reading of={measurement} />
          {measurement.value?.refused ? <Refused refused={measurement.value.refused} /> : <Summary sizes={sizes} />}
          {sizes.map((size) => (
            <SizeRow key={size.code} size={size} />
          ))}
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
  const open = sizes.filter((each) => each.outcome === "undecided").map((each) => each.name).join(", ");
  if (failed) return <Plate tone="stop" icon="fail" title={t("result.failed", { count: count("fail") })} under={failed} />;
  if (open) return <Plate tone="care" icon="ask" title={t("result.undecided", { count: count("undecided") })} under={t("result.undecided.which", { pass: count("pass"), which: open })} />;
  return <Plate tone="good" icon="pass" title={t("result.all_pass", { count: sizes.length })} />;
}

function Refused({ refused }: { refused: { code: string; advice: string | null } }): VNode {
  const title = knows(`refusal.${refused.code}`) ? t(`refusal.${refused.code}`) : t("refusal.other");
  const todo = knows(`refusal.${refused.code}.todo`) ? t(`refusal.${refused.code}.todo`) : (refused.advice ?? "");
  return <Plate tone="stop" icon="fail" title={title} under={todo} />;
}

function SizeRow({ size }: { size: Size }): VNode {
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
      {size.reason && size.outcome === "undecided" && knows(`reason.${size.reason}`) && <p class="s" style={{ gridColumn: "2 / -1" }}>{t(`reason.${size.reason}`)}</p>}
    </div>
  );
}

