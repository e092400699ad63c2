/** A live view that reads codes all the time, with a photo file and a field for hand scanners beside it. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { canBeLive, closeCamera, openCamera, setLight, setNear, type CameraRefusal, type LiveCamera } from "../camera.ts";
import { isNews, isThoroughTurn, openReader, partOf } from "../scanner.ts";
import { t } from "../words.ts";
import { Alt } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { Note } from "./Plates.tsx";

interface ScannerProps {
  readonly onText: (text: string) => void;
  /** while something is shown that needs a tap first */
  readonly isPaused?: boolean;
}

/** The view; tells each code once while it stays in sight. */
export function Scanner({ onText, isPaused }: ScannerProps): VNode {
  const video = useRef<HTMLVideoElement>(null);
  const live = useRef<LiveCamera | null>(null);
  const paused = useRef(false);
  const tell = useRef(onText);
  tell.current = onText;
  paused.current = isPaused ?? false;
  const [refusal, setRefusal] = useState<CameraRefusal | null>(canBeLive() ? null : "insecure");
  const [light, setLightOn] = useState<boolean | null>(null);
  const [near, setNearOn] = useState<boolean | null>(null);

  useEffect(() => {
    let isGone = false;
    void start();
    return () => {
      isGone = true;
      if (live.current) closeCamera(live.current);
      live.current = null;
    };

    async function start(): Promise<void> {
      if (!canBeLive()) return;
      const camera = await openCamera();
      if (typeof camera === "string") {
        setRefusal(camera);
        return;
      }
      const shown = video.current;
      if (isGone || !shown) {
        closeCamera(camera);
        return;
      }
      live.current = camera;
      if (camera.hasLight) setLightOn(false);
      if (camera.near !== null) setNearOn(false);
      shown.srcObject = camera.stream;
      await shown.play().catch(() => undefined);
      await readFrames(shown, () => isGone, () => paused.current, (text) => tell.current(text));
    }
  }, []);

  const switchLight = async (): Promise<void> => {
    if (!live.current || light === null) return;
    if (await setLight(live.current, !light)) setLightOn(!light);
  };

  const switchNear = async (): Promise<void> => {
    if (!live.current || near === null) return;
    if (await setNear(live.current, !near)) setNearOn(!near);
  };

  return (
    <div class="scan-view">
      {refusal === null ? (
        <>
          <video ref={video} muted playsInline aria-label={t("scan.live")} />
          <svg class="over" viewBox="0 0 360 232" fill="none" stroke="#8fe3b4" stroke-width="6" stroke-linecap="round" aria-hidden="true">
            <path d="M83 75V39h36M229 39h36v36M265 150v36h-36M119 186H83v-36" />
          </svg>
          {light !== null && (
            <button type="button" class="on-view" aria-pressed={light} onClick={() => void switchLight()}>
              <Icon name="light" />
              {t("scan.light")}
            </button>
          )}
          {near !== null && (
            <button type="button" class="on-view at-start" aria-pressed={near} onClick={() => void switchNear()}>
              <Icon name="plus" />
              {t("scan.near")}
            </button>
          )}
        </>
      ) : (
        <div class="col" style={{ padding: "16px" }}>
          <Note tone="care" icon="camera" title={t(`camera.${refusal}`)}>
            {t(`camera.${refusal}.todo`)}
          </Note>
        </div>
      )}
    </div>
  );
}

async function readFrames(video: HTMLVideoElement, isGone: () => boolean, isPaused: () => boolean, tell: (text: string) => void): Promise<void> {
  const reader = await openReader();
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  let last: { text: string; seen_ms: number } | null = null;
  for (let frame = 0; !isGone(); frame++) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (isGone() || isPaused() || !drawing || video.videoWidth === 0) continue;
    const part = partOf(frame, video.videoWidth, video.videoHeight);
    canvas.width = part.width;
    canvas.height = part.height;
    drawing.drawImage(video, part.x, part.y, part.width, part.height, 0, 0, part.width, part.height);
    const text = (await reader.read(drawing.getImageData(0, 0, part.width, part.height), isThoroughTurn(frame)))[0]?.text;
    if (text === undefined || isGone()) continue;
    const now = performance.now();
    if (isNews(text, last, now)) tell(text);
    last = { text, seen_ms: now };
  }
}

/** A photo of a code, and a field that a hand scanner types into. */
export function OtherWays({ onText }: ScannerProps): VNode {
  const file = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const read = async (input: HTMLInputElement): Promise<void> => {
    const photo = input.files?.[0];
    input.value = "";
    if (!photo) return;
    const text = (await (await openReader()).read(photo, true))[0]?.text;
    setEmpty(text === undefined);
    if (text !== undefined) onText(text);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (typed.trim() === "") return;
    onText(typed);
    setTyped("");
  };
  return (
    <div class="col">
      {isEmpty && (
        <Note tone="care" icon="care" title={t("scan.no_code")}>
          {t("scan.no_code.todo")}
        </Note>
      )}
      <form class="field" onSubmit={submit}>
        <label for="wedge">{t("scan.typed")}</label>
        <div class="row">
          <input id="wedge" dir="ltr" value={typed} autocomplete="off" autocapitalize="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
          <Alt small type="submit" label={t("scan.check_typed")} icon="next" />
        </div>
      </form>
      <input ref={file} class="hidden" type="file" accept="image/*" capture="environment" tabIndex={-1} aria-hidden="true" onChange={(event) => void read(event.currentTarget)} />
      <Alt icon="camera" onPress={() => file.current?.click()}>
        {t("scan.photo")}
      </Alt>
    </div>
  );
}
