/** A camera profile: eight photos of the empty sheet, each checked against what it is taken for, then worked out. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, sendBytes, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Steps } from "../../shell/parts/Steps.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { cameraName, setCameraName } from "../../shell/settings.ts";
import { t } from "../../shell/words.ts";
import { worstGate } from "../gates.ts";
import type { Camera, Gate, PhotoCheck, Sheet } from "../model.ts";
import { mayKeep, misfit, nextStep, PROFILE_STEPS, sentPhotos, unusableSteps, withPhoto, type ProfileStep, type Taken, type TakenPhoto } from "../profileSteps.ts";
import { gateAdvice } from "./captureParts.tsx";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";
import { misfitWords, profileRow, type Asked } from "./ProfileStep.tsx";

// told, not refused, of a photo that is measured; a profile cannot be made from a copy
const COPY_GATE = "original_width_px";

/** The page. */
export default function CameraProfile(): VNode {
  const sheets = useResource<Sheet[]>("/api/sheets");
  const usable = (sheets.value ?? []).filter((each) => each.state === "in_service");
  const [chosen, setChosen] = useState("");
  const sheet = usable.find((each) => each.id === chosen) ?? usable[0] ?? null;
  const [id] = useState(newId);
  const [taken, setTaken] = useState<Taken>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const [unusable, setUnusable] = useState<ReturnType<typeof unusableSteps>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [made, setMade] = useState<Camera | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [isLooking, setLooking] = useState(false);

  const put = (step: ProfileStep, photo: TakenPhoto | null): void => {
    setTaken((all) => withPhoto(all, step, photo));
    setUnusable(({ [step]: _, ...rest }) => rest);
    setProblem(null);
    setAsked(null);
  };
  const look = async (step: ProfileStep, kept: KeptPhoto): Promise<void> => {
    // one after the other: each is compared with those before it
    if (!sheet || kept.bytes === null || isLooking) return;
    setProblem(null);
    setAsked(null);
    setLooking(true);
    try {
      const check = await sendBytes<PhotoCheck>("POST", `/api/photos/check?sheet=${sheet.id}`, kept.bytes);
      const shut = shutGate(check);
      if (shut) {
        setAsked({ step, advice: gateAdvice(shut), photo: null, isRefused: true });
        return;
      }
      const size = await sendBytes<{ width_px: number; height_px: number }>("PUT", `/api/photos/${kept.sha256}`, kept.bytes);
      const photo: TakenPhoto = { sha256: kept.sha256, tilt_deg: check.tilt_deg, towards_deg: check.towards_deg, roll_deg: check.roll_deg, width_px: size.width_px, height_px: size.height_px };
      const found = misfit(step, photo, taken);
      if (found) setAsked({ step, advice: misfitWords(found), photo: mayKeep(found) ? { ...photo, isKeptAnyway: true } : null, isRefused: false });
      else put(step, photo);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setLooking(false);
    }
  };
  const make = async (): Promise<void> => {
    setWorking(true);
    try {
      setMade(await send<Camera>("POST", "/api/cameras", { id, sheet_id: sheet?.id, device: cameraName.value, photo_sha256s: sentPhotos(taken) }));
    } catch (thrown) {
      const refused = asProblem(thrown);
      setProblem(refused);
      setUnusable(unusableSteps(taken, refused.details["photos"]));
    } finally {
      setWorking(false);
    }
  };
  if (made) return <Done camera={made} />;

  const count = sentPhotos(taken).length;
  const missing = nextStep(taken);
  const wanted = asked?.step ?? missing ?? PROFILE_STEPS.find((each) => unusable[each]) ?? null;
  const makeWords = t(isWorking ? "camera.profile.working" : "camera.profile.make");
  const takeWords = (step: ProfileStep): string => (asked ? t("capture.ask.again") : t("camera.profile.take", { index: PROFILE_STEPS.indexOf(step) + 1, all: PROFILE_STEPS.length }));
  const actions = (
    <>
      {asked?.photo && <Alt onPress={() => put(asked.step, asked.photo)}>{t("capture.ask.keep")}</Alt>}
      {wanted && !missing && !asked && <Alt onPress={make}>{makeWords}</Alt>}
      {wanted ? sheet && <PhotoFile kind="act" label={takeWords(wanted)} onPhoto={(photo) => look(wanted, photo)} /> : <Act onPress={make}>{makeWords}</Act>}
    </>
  );
  const isUnnamed = problem?.code === "camera.not_named";
  const rows = PROFILE_STEPS.map((step) => profileRow({ step, taken, asked, isNext: !asked && step === missing, unusable: unusable[step], onPhoto: (photo) => look(step, photo), onRemove: () => put(step, null) }));
  return (
    <Page title={t("camera.profile.title")} back="/tools" progress={count / PROFILE_STEPS.length} actions={actions}>
      <div class="narrow col">
        <p>{t("camera.profile.intro")}</p>
        <Reading of={sheets} />
        {sheets.value !== null && !sheet && <Note tone="care" icon="care" title={t("capture.no_sheet")} />}
        {usable.length > 1 && count === 0 && <Select label={t("capture.sheet")} value={sheet?.id ?? ""} options={usable.map((each) => ({ value: each.id, label: sheetName(each) }))} onInput={setChosen} />}
        {/* the photos are of this one: to take another, remove them */}
        {sheet && count > 0 && <p class="b">{t("tools.sheet.chosen", { name: sheetName(sheet) })}</p>}
        <Field label={t("camera.profile.name")} value={cameraName.value} onInput={(name) => { setProblem(null); setCameraName(name); }} hint={t("camera.profile.name.hint")} />
        {isUnnamed && <Trouble problem={problem} />}
        <Steps steps={rows} />
        {!isUnnamed && <Trouble problem={problem} />}
      </div>
    </Page>
  );
}

function sheetName(sheet: Sheet): string {
  return `${sheet.name} ${sheet.serial}`;
}

function shutGate(check: PhotoCheck): Gate | null {
  if (check.refused) return worstGate(check.gates);
  return check.gates.find((gate) => gate.code === COPY_GATE && !gate.ok) ?? null;
}

function Done({ camera }: { camera: Camera }): VNode {
  const facts = { f: camera.f_px.toFixed(1), sd: camera.f_sd_px.toFixed(1), residual: camera.residual_px.toFixed(2), views: camera.views };
  return (
    <Page title={t("camera.profile.title")} back="/tools" progress={1} actions={<Act onPress={() => go("/tools", "replace")}>{t("action.close")}</Act>}>
      <div class="narrow col">
        <Note tone="good" icon="pass" title={t("camera.profile.done")}>{t("camera.profile.result", facts)}</Note>
        <p>{`${camera.device} ${camera.lens}`.trim()}</p>
      </div>
    </Page>
  );
}
