/** One photo of a camera profile: what it is for, what it shows, what does not fit, and how to replace it alone. */
import type { VNode } from "preact";
import { Alt } from "../../shell/parts/Button.tsx";
import { Photo, photoAddress } from "../../shell/parts/Photo.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import type { Step } from "../../shell/parts/Steps.tsx";
import { useSight } from "../../shell/sight.ts";
import { knows, t } from "../../shell/words.ts";
import { misfit, PROFILE_STEPS, type Misfit, type ProfileStep, type Taken, type TakenPhoto } from "../profileSteps.ts";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";

/** A photo that was just taken and is not in its step: refused with what to do, or asked about. */
export interface Asked {
  readonly step: ProfileStep;
  readonly advice: string;
  /** what may be kept all the same */
  readonly photo: TakenPhoto | null;
  readonly isRefused: boolean;
}

interface Row {
  readonly step: ProfileStep;
  readonly taken: Taken;
  readonly isNext: boolean;
  readonly asked: Asked | null;
  /** why the server could not use it */
  readonly unusable: string | undefined;
  readonly onPhoto: (photo: KeptPhoto) => Promise<void>;
  readonly onRemove: () => void;
}

/** The row of a step. */
export function profileRow(row: Row): Step {
  const photo = row.taken[row.step];
  const doubt = photo?.isKeptAnyway ? misfit(row.step, photo, row.taken) : null;
  const isAsked = row.asked?.step === row.step;
  return {
    key: row.step,
    state: isAsked || row.isNext ? "yours" : row.unusable ? "refused" : doubt ? "doubted" : photo ? "done" : "later",
    title: t(`camera.step.${row.step}`),
    who: row.unusable ? reasonWords(row.unusable) : doubt ? misfitWords(doubt) : photo ? t("camera.step.taken", { tilt: Math.round(photo.tilt_deg) }) : t("camera.step.waits"),
    more: (
      <>
        {isAsked && row.asked && <AskedNote asked={row.asked} />}
        {photo && !isAsked && <Replace photo={photo} index={PROFILE_STEPS.indexOf(row.step) + 1} onPhoto={row.onPhoto} onRemove={row.onRemove} />}
      </>
    ),
  };
}

function Replace({ photo, index, onPhoto, onRemove }: { photo: TakenPhoto; index: number; onPhoto: (photo: KeptPhoto) => Promise<void>; onRemove: () => void }): VNode {
  const named = (action: string): string => t("camera.step.action", { action, index });
  return (
    <div class="more row wrap">
      <Photo src={photoAddress(photo.sha256, "thumb")} full={photoAddress(photo.sha256, "full")} alt={t("camera.step.photo", { index })} />
      <PhotoFile kind="alt small" label={t("capture.ask.again")} name={named(t("capture.ask.again"))} onPhoto={onPhoto} />
      <Alt small label={named(t("camera.step.remove"))} onPress={onRemove}>{t("camera.step.remove")}</Alt>
    </div>
  );
}

function AskedNote({ asked }: { asked: Asked }): VNode {
  const ref = useSight<HTMLDivElement>(asked);
  return (
    <div ref={ref} class="told more" tabIndex={-1}>
      <Note tone={asked.isRefused ? "stop" : "care"} icon={asked.isRefused ? "fail" : "care"} title={t(asked.isRefused ? "camera.refused.title" : "camera.misfit.title")}>{asked.advice}</Note>
    </div>
  );
}

/** What does not fit, and what to do. */
export function misfitWords(found: Misfit): string {
  return t(`camera.misfit.${found.code}`, found.details);
}

function reasonWords(code: string): string {
  const known = knows(`refusal.${code}`) ? code : "other";
  // what to do about it in a photo without a part, else in any photo
  const todo = [`gate.${code}.advice`, `refusal.${known}.todo`].find(knows);
  return [`refusal.${known}`, todo].flatMap((each) => (each ? [`${t(each).replace(/\.$/, "")}.`] : [])).join(" ");
}
