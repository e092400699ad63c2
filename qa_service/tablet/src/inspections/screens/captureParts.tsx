/** Parts of the camera screen: live picture, gates that are asked of the server while it is shown. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, sendBytes } from "../../shell/api.ts";
import { canBeLive, closeCamera, frameOf, openCamera, type CameraRefusal, type LiveCamera } from "../../shell/camera.ts";
import { Icon } from "../../shell/parts/Icon.tsx";
import { isOffline } from "../../shell/reaching.ts";
import { knows, t } from "../../shell/words.ts";
import { isRefusing } from "../gates.ts";
import type { Gate, PhotoCheck } from "../model.ts";

const CHECK_EVERY_ms = 1500;

/** No live picture: why, and that the camera app serves. */
export function NoLive({ refusal }: { refusal: CameraRefusal }): VNode {
  return (
    <div class="col" style={{ padding: "32px", justifyContent: "center", blockSize: "100%" }}>
      <Icon name="camera" size="huge" />
      <p class="xl b">{t(`camera.${refusal}`)}</p>
      <p class="l">{t("capture.use_app")}</p>
    </div>
  );
}

/** The one thing to change, over the picture. Advice does not block; a refusal turns red and says why. */
export function Tip({ gate }: { gate: Gate | null }): VNode {
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

/** One gate: its name, what was seen, shape by whether it refuses or advises. */
export function GateRow({ gate }: { gate: Gate }): VNode {
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
  return gate.code;
}

// told as a share of 1, said in percent
const SHARES: readonly string[] = ["marker_share"];

function gateWords(gate: Gate): string {
  const code = `gate.${gate.code}.${gate.ok ? "ok" : "value"}`;
  if (!knows(code)) return gate.ok ? t("gate.ok") : "";
  const factor = SHARES.includes(gate.code) ? 100 : 1;
  const round = (value: number | null): string | number => (value === null ? "" : Number((value * factor).toPrecision(3)));
  return t(code, { value: round(gate.value), limit: round(gate.limit) });
}

/** The live picture of this device while the screen is shown. */
export function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const live = useRef<LiveCamera | null>(null);
  const [refusal, setRefusal] = useState<CameraRefusal | null>(canBeLive() ? null : "insecure");
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let isGone = false;
    void openCamera(4096, 3072, false).then(async (opened) => {
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
export function useGates(video: { readonly current: HTMLVideoElement | null }, sheet_id: string | null, isLive: boolean): readonly Gate[] | null {
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
          const answer = await sendBytes<PhotoCheck>("POST", `/api/photos/check?sheet=${sheet_id}&of_width_px=${shown.videoWidth}`, frame);
          if (!isGone) setGates(answer.gates);
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
