/** A camera profile: eight photos of the empty sheet, each checked when it is taken, then worked out. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, sendBytes, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Steps, type Step } from "../../shell/parts/Steps.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { cameraName, setCameraName } from "../../shell/settings.ts";
import { t } from "../../shell/words.ts";
import { worstGate } from "../gates.ts";
import type { Camera, PhotoCheck, Sheet } from "../model.ts";
import { gateAdvice } from "./captureParts.tsx";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";

const STEPS = ["flat.0", "flat.1", "flat.2", "flat.3", "tilt.0", "tilt.1", "tilt.2", "tilt.3"] as const;

interface Taken {
  readonly sha256: string;
  readonly tilt_deg: number;
}

/** The page. */
export default function CameraProfile(): VNode {
  const sheets = useResource<Sheet[]>("/api/sheets");
  const usable = (sheets.value ?? []).filter((each) => each.state === "in_service");
  const [chosen, setChosen] = useState("");
  const sheet = usable.find((each) => each.id === chosen) ?? usable[0] ?? null;
  const [id] = useState(newId);
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [made, setMade] = useState<Camera | null>(null);
  const [isWorking, setWorking] = useState(false);

  const add = async (photo: KeptPhoto): Promise<void> => {
    if (!sheet || photo.bytes === null) return;
    try {
      setProblem(null);
      const check = await sendBytes<PhotoCheck>("POST", `/api/photos/check?sheet=${sheet.id}`, photo.bytes);
      const worst = check.refused ? worstGate(check.gates) : null;
      setFault(worst ? gateAdvice(worst) : null);
      if (check.refused) return;
      await sendBytes("PUT", `/api/photos/${photo.sha256}`, photo.bytes);
      setTaken([...taken.filter((each) => each.sha256 !== photo.sha256), { sha256: photo.sha256, tilt_deg: check.tilt_deg }]);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const make = async (): Promise<void> => {
    setWorking(true);
    try {
      setMade(await send<Camera>("POST", "/api/cameras", { id, sheet_id: sheet?.id, device: cameraName.value, photo_sha256s: taken.map((each) => each.sha256) }));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setWorking(false);
    }
  };
  if (made) return <Done camera={made} />;
  const isComplete = taken.length >= STEPS.length;
  const action = isComplete ? <Act onPress={make}>{t(isWorking ? "camera.profile.working" : "camera.profile.make")}</Act> : sheet ? <PhotoFile kind="act" label={t("camera.profile.take", { index: taken.length + 1, all: STEPS.length })} onPhoto={add} /> : undefined;
  return (
    <Page title={t("camera.profile.title")} back="/tools" progress={taken.length / STEPS.length} actions={action}>
      <div class="narrow col">
        <p>{t("camera.profile.intro")}</p>
        <Reading of={sheets} />
        {sheets.value !== null && !sheet && <Note tone="care" icon="care" title={t("capture.no_sheet")} />}
        {usable.length > 1 && <Select label={t("capture.sheet")} value={sheet?.id ?? ""} options={usable.map((each) => ({ value: each.id, label: `${each.name} ${each.serial}` }))} onInput={setChosen} />}
        <Field label={t("camera.profile.name")} value={cameraName.value} onInput={setCameraName} hint={t("camera.profile.name.hint")} />
        <Trouble problem={problem} />
        {fault && <Note tone="stop" icon="fail" title={t("capture.ask.title")}>{fault}</Note>}
        <Steps steps={STEPS.map((name, k) => step(name, k, taken))} />
      </div>
    </Page>
  );
}

function step(name: string, k: number, taken: readonly Taken[]): Step {
  const photo = taken[k];
  return {
    key: name,
    state: photo ? "done" : k === taken.length ? "yours" : "later",
    title: t(`camera.step.${name}`),
    who: photo ? t("camera.step.taken", { tilt: Math.round(photo.tilt_deg) }) : t("camera.step.waits"),
  };
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
