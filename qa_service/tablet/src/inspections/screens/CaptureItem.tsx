/** The one dark screen: live picture with advice, or the camera app; then the photo is kept and sent. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, sendBytes } from "../../shell/api.ts";
import { canBeLive, closeCamera, frameOf, openCamera, takePhoto, type CameraRefusal, type LiveCamera } from "../../shell/camera.ts";
import { Icon } from "../../shell/parts/Icon.tsx";
import { DemoStrip, NetChip } from "../../shell/parts/Page.tsx";
import { Num } from "../../shell/parts/Plates.tsx";
import { useResource } from "../../shell/resource.ts";
import { go, query } from "../../shell/router.ts";
import { isOffline } from "../../shell/sender.ts";
import { isDemo } from "../../shell/session.ts";
import { knows, t } from "../../shell/words.ts";
import { keepAnswer, takeIn } from "../answering.ts";
import { isRefusing, worstGate } from "../gates.ts";
import type { Gate, Sheet } from "../model.ts";
import { resultsAt } from "../progress.ts";
import { shortName } from "../shortName.ts";
import { LOT, serialOf } from "../useVisit.ts";
import { aboutOf, goOn, type ItemProps } from "./itemProps.ts";
import { PhotoFile, photoOf, type KeptPhoto } from "./PhotoFile.tsx";
import { WhyNot, type NotDone } from "./WhyNot.tsx";

const CHECK_EVERY_ms = 1500;

/** The page. */
export function CaptureItem(props: ItemProps): VNode {
  const { visit, place, item } = props;
  const measures = item.type === "photo_dimension";
  const sheets = useResource<Sheet[]>(measures ? "/api/sheets" : null);
  const usable = (sheets.value ?? []).filter((each) => each.state !== "retired");
  const [sheet_id, setSheet] = useState("");
  const sheet = usable.find((each) => each.id === sheet_id) ?? usable[0] ?? null;
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>([]);
  const [isKeeping, setKeeping] = useState(false);
  const camera = useCamera();
  const gates = useGates(camera.video, measures ? (sheet?.id ?? null) : null, camera.isLive);
  // one more photo of the same unit is measured together with those that are there
  const earlier = measures && query.value.get("photo") === "more" ? (resultsAt(visit, place)[0]?.photo_sha256s ?? []) : [];
  const needed = measures ? 1 : Math.max(1, item.photos_min);

  const taken = async (photo: KeptPhoto): Promise<void> => {
    const all = [...photos, photo];
    setPhotos(all);
    if (all.length < needed) return;
    setKeeping(true);
    const payload = { photo_sha256: earlier[0] ?? all[0]?.sha256, ...(sheet ? { sheet_id: sheet.id } : {}) };
    const kept = await keepAnswer(visit, { ...place, kind: item.type, outcome: "kept", photos: all, earlier, about: aboutOf(props), payload });
    const job = takeIn(visit.id, kept);
    if (measures && !isOffline.value) go(`/visits/${visit.id}/units/${place.unit_id ?? LOT}/items/${encodeURIComponent(item.code)}/measuring?job=${(await job) ?? ""}`);
    else goOn(props);
  };
  const shoot = async (): Promise<void> => {
    const video = camera.video.current;
    if (camera.live.current && video) await taken(await photoOf(await takePhoto(camera.live.current, video)));
  };
  const [asksWhy, setAsksWhy] = useState<NotDone | null>(null);
  const cannot = async (reason: string): Promise<void> => {
    const kept = await keepAnswer(visit, { ...place, kind: item.type, outcome: "not_measurable", about: aboutOf(props), payload: { outcome: "not_measurable", reason } });
    void takeIn(visit.id, kept);
    goOn(props);
  };
  const worst = worstGate(gates ?? []);
  return (
    <div class="dark capture">
      <section class="view">
        {camera.refusal === null ? <video ref={camera.video} muted playsInline aria-label={t("scan.live")} /> : <NoLive refusal={camera.refusal} />}
        <svg class="over" viewBox="0 0 160 100" preserveAspectRatio="none" fill="none" stroke="#fff" stroke-width=".6" aria-hidden="true">
          <path d="M8 20V12h10M142 12h10v8M152 80v8h-10M18 88H8v-8" vector-effect="non-scaling-stroke" style={{ strokeWidth: "5px" }} />
        </svg>
        {(worst || gates) && <Tip gate={worst} />}
      </section>
      <aside class="panel">
        <div class="row">
          <button type="button" class="back" style={{ minInlineSize: "56px", minBlockSize: "56px" }} aria-label={t("action.back")} onClick={() => go(`/visits/${visit.id}`)}>
            <Icon name="back" />
          </button>
          <div class="grow">
            <h1>{t("capture.photo_of", { index: Math.min(photos.length + 1, needed), all: needed })}</h1>
            <p class="sub">
              {place.unit_id !== null && <>{t("item.unit_word")} <Num>{serialOf(visit, place.unit_id)}</Num> · </>}
              {shortName(item, props.characteristics)}
            </p>
          </div>
        </div>
        <div><NetChip /></div>
        {isDemo.value && <DemoStrip />}
        {measures && usable.length > 1 && (
          <label class="sub">
            {t("capture.sheet")}
            <select style={{ minBlockSize: "56px", inlineSize: "100%", background: "#fff", color: "#12202b", borderRadius: "8px", padding: "0 12px" }} value={sheet?.id ?? ""} onInput={(event) => setSheet(event.currentTarget.value)}>
              {usable.map((each) => (
                <option key={each.id} value={each.id}>{`${each.name} ${each.serial}`}</option>
              ))}
            </select>
          </label>
        )}
        <div class="col gap-s grow" aria-live="polite">
          {(gates ?? []).map((gate) => (
            <GateRow key={gate.code} gate={gate} />
          ))}
          {earlier.length > 0 && <p class="sub">{t("capture.turn_part")}</p>}
          {gates === null && <p class="sub">{t(measures ? "capture.put_on_sheet" : "capture.whole_unit")}</p>}
        </div>
        {gates === null && <p class="sub">{t("capture.original")}</p>}
        {camera.refusal === null && (
          <button type="button" class="shutter" aria-busy={isKeeping} aria-disabled={!camera.isLive} onClick={() => void shoot()}>
            <Icon name="camera" size="big" />
            <span>{t(isKeeping ? "item.keeping" : "capture.take")}</span>
          </button>
        )}
        <div class="row wrap">
          {measures && <button type="button" class="alt on-dark grow" onClick={() => setAsksWhy("not_measurable")}>{t("number.cannot")}</button>}
          {camera.refusal === null && <PhotoFile kind="alt on-dark grow" label={t("capture.by_app")} onPhoto={taken} />}
        </div>
        {camera.refusal !== null && <PhotoFile kind="shutter" label={t("capture.take")} onPhoto={taken} />}
        <WhyNot about={asksWhy} onClose={() => setAsksWhy(null)} onReason={cannot} />
      </aside>
    </div>
  );
}
function NoLive({ refusal }: { refusal: CameraRefusal }): VNode {
  return (
    <div class="col" style={{ padding: "32px", justifyContent: "center", blockSize: "100%" }}>
      <Icon name="camera" size="huge" />
      <p class="xl b">{t(`camera.${refusal}`)}</p>
      <p class="l">{t("capture.use_app")}</p>
    </div>
  );
}

/** The one thing to change, over the picture. Advice does not block; a refusal turns red and says why. */
function Tip({ gate }: { gate: Gate | null }): VNode {
  if (gate === null) {
    return (
      <div class="tip solid good" role="status">
        <Icon name="pass" size="big" />
        <p class="xl b">{t("capture.good")}</p>
      </div>
    );
  }
  return (
    <div class={`tip solid ${isRefusing(gate) ? "stop" : "care"}`} role="status" aria-live="polite">
      <Icon name={isRefusing(gate) ? "fail" : "care"} size="big" />
      <div>
        <p class="xl b">{gateAdvice(gate)}</p>
        <p class="l">{gateWords(gate)}</p>
      </div>
    </div>
  );
}

function GateRow({ gate }: { gate: Gate }): VNode {
  return (
    <div class={`gate ${gate.ok ? "" : isRefusing(gate) ? "refused" : "advice"}`}>
      <Icon name={gate.ok ? "pass" : isRefusing(gate) ? "fail" : "care"} />
      <div>
        <p class="b">{knows(`gate.${gate.code}`) ? t(`gate.${gate.code}`) : gate.code}</p>
        <p class="s">{gateWords(gate)}</p>
      </div>
    </div>
  );
}

/** What to do about a gate. */
export function gateAdvice(gate: Gate): string {
  if (knows(`gate.${gate.code}.advice`)) return t(`gate.${gate.code}.advice`);
  if (gate.advice && knows(gate.advice)) return t(gate.advice);
  return gate.advice ?? gate.code;
}

function gateWords(gate: Gate): string {
  const code = `gate.${gate.code}.${gate.ok ? "ok" : "value"}`;
  if (!knows(code)) return gate.ok ? t("gate.ok") : "";
  const round = (value: number | null): string | number => (value === null ? "" : Number(value.toPrecision(3)));
  return t(code, { value: round(gate.value), limit: round(gate.limit) });
}

function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const live = useRef<LiveCamera | null>(null);
  const [refusal, setRefusal] = useState<CameraRefusal | null>(canBeLive() ? null : "insecure");
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let isGone = false;
    void openCamera(4096, 3072).then(async (opened) => {
      if (typeof opened === "string") {
        setRefusal(opened);
        return;
      }
      if (isGone || !video.current) {
        closeCamera(opened);
        return;
      }
      live.current = opened;
      video.current.srcObject = opened.stream;
      await video.current.play().catch(() => undefined);
      setLive(true);
    });
    return () => {
      isGone = true;
      if (live.current) closeCamera(live.current);
    };
  }, []);
  return { video, live, refusal, isLive };
}

/** What a small copy of the frame says, every second and a half; null until the first answer. */
function useGates(video: { readonly current: HTMLVideoElement | null }, sheet_id: string | null, isLive: boolean): readonly Gate[] | null {
  const [gates, setGates] = useState<readonly Gate[] | null>(null);
  useEffect(() => {
    if (!isLive || sheet_id === null) return;
    let isGone = false;
    let timer: number | undefined;
    const check = async (): Promise<void> => {
      const shown = video.current;
      if (shown && shown.videoWidth > 0 && !isOffline.value && !document.hidden) {
        try {
          const frame = await frameOf(shown, Math.min(1, 1600 / shown.videoWidth), 0.8);
          const answer = await sendBytes<{ gates: Gate[] } | Gate[]>("POST", `/api/photos/check?sheet=${sheet_id}`, frame);
          if (!isGone) setGates(Array.isArray(answer) ? answer : answer.gates);
        } catch (thrown) {
          // advice only: without an answer the photo can still be taken
          if ([404, 405].includes(asProblem(thrown).status)) return;
        }
      }
      if (!isGone) timer = setTimeout(() => void check(), CHECK_EVERY_ms);
    };
    void check();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [isLive, sheet_id]);
  return gates;
}

/** How far a job is. */
export interface Job {
  readonly state: "queued" | "running" | "done" | "failed";
  readonly done_steps: number;
  readonly all_steps: number;
  readonly fault: string | null;
}

/** The state of a job now. */
export function readJob(id: string): Promise<Job> {
  return get<Job>(`/api/jobs/${id}`);
}
