/** Pass, fail, does not apply, or one of several options; a fail may ask for a photo first. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ItemOption } from "../../checklists/model.ts";
import { Alt } from "../../shell/parts/Button.tsx";
import { GloveAnswers, type GloveAnswer } from "../../shell/parts/Glove.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { useResource } from "../../shell/resource.ts";
import { named, t } from "../../shell/words.ts";
import { keepAnswer, takeIn } from "../answering.ts";
import { askedNumbers } from "../limitsOf.ts";
import type { Outcome } from "../model.ts";
import { Drawing } from "../../checklists/Drawing.tsx";
import type { Outline, Revision } from "../../checklists/model.ts";
import { ItemFrame, AnsweredBefore, Question, Undo } from "./ItemFrame.tsx";
import { aboutOf, goOn, type ItemProps } from "./itemProps.ts";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";
import { WhyNot, type NotDone } from "./WhyNot.tsx";

/** The page. */
export function AttributeItem(props: ItemProps): VNode {
  const { visit, place, item } = props;
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>([]);
  const [wantsPhoto, setWantsPhoto] = useState<{ outcome: Outcome; choice: string | null } | null>(null);
  const needed = item.photo_on_fail ? Math.max(1, item.photos_min) : item.photos_min;

  // a size that a gap gauge decides applies to every piece, and nobody else may ask for it
  const isOfSize = askedNumbers(item, props.characteristics).some((each) => each.limits.low !== null || each.limits.high !== null);
  const third: NotDone = isOfSize ? "not_measurable" : "not_applicable";
  const [asksWhy, setAsksWhy] = useState<NotDone | null>(null);

  const answer = async (outcome: Outcome, choice: string | null, with_: readonly KeptPhoto[], reason?: string): Promise<void> => {
    const isUndone = outcome === "not_applicable" || outcome === "not_measurable";
    if (isUndone && reason === undefined) {
      setAsksWhy(outcome);
      return;
    }
    const isShort = with_.length < (outcome === "fail" ? needed : item.photos_min) && !isUndone;
    if (isShort) {
      setWantsPhoto({ outcome, choice });
      return;
    }
    const kept = await keepAnswer(visit, {
      ...place, kind: item.type, outcome, photos: with_, about: aboutOf(props),
      payload: choice !== null ? { choice, outcome } : reason === undefined ? { outcome } : { outcome, reason },
    });
    void takeIn(visit.id, kept);
    goOn(props);
  };
  const photoTaken = async (photo: KeptPhoto): Promise<void> => {
    const all = [...photos, photo];
    setPhotos(all);
    if (wantsPhoto) await answer(wantsPhoto.outcome, wantsPhoto.choice, all);
  };
  const actions = wantsPhoto ? (
    <>
      <Alt icon="back" onPress={() => setWantsPhoto(null)}>{t("item.other_answer")}</Alt>
      <PhotoFile kind="act" label={t("item.take_photo")} onPhoto={photoTaken} />
    </>
  ) : (
    <>
      <Undo {...props} />
      <span class="end" />
      <PhotoFile kind="alt" label={photos.length > 0 ? t("item.photos_kept", { count: photos.length }) : t("item.add_photo")} onPhoto={photoTaken} />
      <Alt iconAfter="next" onPress={() => goOn(props)}>{t("item.skip")}</Alt>
    </>
  );
  return (
    <ItemFrame {...props} actions={actions}>
      <WhyNot about={asksWhy} onClose={() => setAsksWhy(null)} onReason={(reason) => answer(third, null, photos, reason)} />
      <div class="glove">
        <section class="what">
          <Question {...props} size="x2" />
          <AnsweredBefore {...props} />
          <Picture {...props} />
        </section>
        {wantsPhoto ? (
          <section class="col">
            {wantsPhoto.outcome === "fail" ? (
              <Note tone="stop" icon="fail" title={t("item.photo_of_fail")}>{t("item.photo_of_fail.todo")}</Note>
            ) : (
              <Note tone="blue" icon="camera" title={t("item.photo_of_pass")}>{t("item.photo_of_pass.todo")}</Note>
            )}
          </section>
        ) : item.type === "choice" ? (
          <Options options={item.options} onChoose={(option) => void answer(option.pass ? "pass" : "fail", option.code, photos)} />
        ) : (
          <GloveAnswers third={third} onAnswer={(given: GloveAnswer) => void answer(given, null, photos)} />
        )}
      </div>
    </ItemFrame>
  );
}

function Options({ options, onChoose }: { options: readonly ItemOption[]; onChoose: (option: ItemOption) => void }): VNode {
  return (
    <section class="col gap-l">
      {options.map((option) => (
        <button type="button" key={option.code} class="card row" style={{ minBlockSize: "88px" }} onClick={() => onChoose(option)}>
          <Icon name={option.pass ? "pass" : "fail"} size="big" tone={option.pass ? "good" : "stop"} />
          <span class="grow l b">{named(option.names)}</span>
        </button>
      ))}
    </section>
  );
}

/** A picture of the design, where it has one. */
function Picture({ visit, item }: ItemProps): VNode | null {
  const id = visit.batch.design.revision_id;
  const revision = useResource<Revision>(id ? `/api/revisions/${id}` : null);
  const file = revision.value?.files.find((each) => each.role === "picture" || each.role === "drawing");
  const hasPicture = file !== undefined && !/\.(dxf|step|stl)$/i.test(file.path);
  const drawn = (revision.value?.characteristics ?? []).filter((each) => item.characteristics.includes(each.code) && each.balloon !== null);
  const outline = useResource<Outline>(revision.value && !hasPicture && drawn.length > 0 ? `/api/revisions/${id}/outline` : null);
  if (!file || !hasPicture) return outline.value && <div class="pic"><Drawing outline={outline.value} characteristics={drawn} chosen={null} onChoose={() => undefined} /></div>;
  return <img class="pic" src={`/api/revisions/${id}/files/${file.sha256}`} alt={t("item.picture")} />;
}

