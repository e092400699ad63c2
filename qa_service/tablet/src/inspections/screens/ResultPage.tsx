/** Sizes measured in a photo: how many are decided and what is left, then each with its gauge line. */
import type { VNode } from "preact";
import type { Revision } from "../../checklists/model.ts";
import { Act, Alt, Go } from "../../shell/parts/Button.tsx";
import { Photo, photoAddress } from "../../shell/parts/Photo.tsx";
import { Note, Plate } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { isDemo } from "../../shell/session.ts";
import { statedU } from "../../shell/stating.ts";
import { knows, language, t } from "../../shell/words.ts";
import type { Measurement } from "../model.ts";
import { otherMethod, resultsAt } from "../progress.ts";
import { sizesOf, whyOpen, type Size } from "../sizes.ts";
import { placePath } from "../useVisit.ts";
import { ItemFrame } from "./ItemFrame.tsx";
import { goOn, type ItemProps } from "./itemProps.ts";
import { AllRefused, RefusedPhotos } from "./Refusals.tsx";
import { SizeRow } from "./SizeRow.tsx";

/** as many as the server takes together */
const MOST_TOGETHER = 10;
/** why a value decides nothing: nobody said which way the part lay */
const TURN_NOT_GIVEN = "turn_not_given";

/** The page. */
export function ResultPage(props: ItemProps): VNode {
  const { visit, place, local } = props;
  const results = resultsAt(visit, place);
  const id = results.find((each) => each.measurement_id)?.measurement_id ?? null;
  const measurement = useResource<Measurement>(id ? `/api/measurements/${id}` : null);
  const revision_id = visit.batch.design.revision_id;
  const revision = useResource<Revision>(`/api/revisions/${revision_id}`);
  const sizes = sizesOf(results, measurement.value?.features ?? [], revision.value);
  // of a photo that was refused there is nothing to draw on
  const picture = measurement.value && !measurement.value.has_overlay ? photoAddress(measurement.value.photo_sha256, "full") : `/api/measurements/${id}/overlay.jpg`;
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
          {id && <Photo kind="photo" src={picture} full={picture} alt={t("result.overlay")} />}
          <div class="row s dim">
            <span class="grow">{t("result.by_server")}{isDemo.value && <><br />{t("photo.drawn")}</>}</span>
            <Go to={`/revisions/${revision_id}`}>{t("result.drawing")}</Go>
          </div>
          {measurement.value?.profile_note && measurement.value.camera_price_mm > 0 && knows(`profile.${measurement.value.profile_note}`) && <p class="s dim">{t(`profile.${measurement.value.profile_note}`, { price: `${statedU(measurement.value.camera_price_mm, language.value)} mm` })}</p>}
        </section>
        <section class="col" style={{ gap: "10px" }}>
          <Reading of={measurement} />
          {measurement.value?.refused ? <AllRefused refused={measurement.value.refused} /> : <Summary sizes={sizes} />}
          {unnamed.length > 0 && <Note tone="care" icon="ask" title={t("result.turn_not_given")}>{t("result.turn_not_given.todo", { which: unnamed.join(", ") })}</Note>}
          {measurement.value && <RefusedPhotos measurement={measurement.value} />}
          <Flags flags={results[0]?.flags ?? ""} />
          {visit.reference === "off" && <Note tone="stop" icon="fail" title={t("room.reference.off")}>{t("room.reference.off.todo")} <Go to={`/visits/${visit.id}/room`}>{t("room.title")}</Go></Note>}
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

function Summary({ sizes }: { sizes: readonly Size[] }): VNode {
  const count = (outcome: Size["outcome"]): number => sizes.filter((each) => each.outcome === outcome).length;
  const failed = sizes.filter((each) => each.outcome === "fail").map((each) => each.name).join(", ");
  const open = whyOpen(sizes).map((each) => t(`result.why.${each.why}`, { which: each.names.join(", ") }));
  if (failed) return <Plate tone="stop" icon="fail" title={t("result.failed", { count: count("fail") })} under={failed} />;
  const passed = count("pass") > 0 ? [t("result.pass", { count: count("pass") })] : [];
  if (open.length > 0) return <Plate tone="care" icon="ask" title={t("result.undecided", { count: count("undecided") })} under={[...passed, ...open].join(" ")} />;
  return <Plate tone="good" icon="pass" title={t("result.all_pass", { count: sizes.length })} />;
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
