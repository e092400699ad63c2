/** An open carton: all labels of one picture at once, the verdict drawn on each. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { canBeLive, closeCamera, openCamera, type CameraRefusal, type LiveCamera } from "../../shell/camera.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Icon, shapeOf } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { go } from "../../shell/router.ts";
import { openReaderOfMany, pixelsOf } from "../../shell/scanner.ts";
import { t } from "../../shell/words.ts";
import { centreOf, countsOf, distinct, inTurn, type Marked } from "../carton.ts";
import { openTrust, refreshTrust, trusted } from "../kit/device.ts";
import type { Report } from "../model.ts";
import { judgedHere, reportFor, scans, shown } from "../scanning.ts";
import { plateOf } from "../verdicts.ts";

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly address: string | null;
}

const AT_ONCE = 4;
const PAUSE_ms = 200;
/** Reports by text, so that a label in sight is checked once. */
type Known = Map<string, Report>;

/** A photo, or the live view where the connection allows it. */
export default function CartonPage(): VNode {
  const [picture, setPicture] = useState<Picture | null>(null);
  const [marks, setMarks] = useState<readonly Marked[]>([]);
  const [isReading, setReading] = useState(false);
  const [isLive, setLive] = useState(false);
  const known = useRef<Known>(new Map());
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => void refreshTrust(), []);

  const read = async (pixels: ImageData): Promise<void> => {
    const found = distinct(await (await openReaderOfMany()).read(pixels, true));
    const marked = (): Marked[] => found.map((each) => ({ ...each, report: known.current.get(each.text) ?? null }));
    setMarks(marked());
    await inTurn(found.filter((each) => !known.current.has(each.text)), AT_ONCE, async ({ text }) => {
      const report = await reportOf(text);
      if (report) known.current.set(text, report);
    });
    setMarks(marked());
  };
  const readPhoto = async (input: HTMLInputElement): Promise<void> => {
    const photo = input.files?.[0];
    input.value = "";
    if (!photo) return;
    setLive(false);
    setReading(true);
    try {
      const pixels = await pixelsOf(photo);
      setPicture({ width: pixels.width, height: pixels.height, address: URL.createObjectURL(photo) });
      await read(pixels);
    } finally {
      setReading(false);
    }
  };
  const actions = (
    <>
      <Act icon="camera" onPress={() => file.current?.click()}>{t("carton.photo")}</Act>
      {canBeLive() && <Alt icon="scan" onPress={() => setLive(!isLive)}>{t(isLive ? "carton.hold" : "carton.live")}</Alt>}
    </>
  );
  return (
    <Page title={t("carton.title")} back="/scan" bare actions={actions}>
      <input ref={file} class="hidden" type="file" accept="image/*" capture="environment" tabIndex={-1} aria-hidden="true" onChange={(event) => void readPhoto(event.currentTarget)} />
      {isLive ? <LiveCarton marks={marks} onFrame={read} onSize={(width, height) => setPicture({ width, height, address: null })} picture={picture} /> : picture?.address ? <Drawn picture={picture} marks={marks} /> : null}
      <div class="col" style={{ padding: "12px 16px" }} aria-live="polite">
        {isReading && marks.length === 0 && <p class="quiet" role="status">{t("carton.reading")}</p>}
        {!isReading && !picture && !isLive && <Note tone="plain" icon="plain" title={t("carton.none")}>{t("carton.none.todo")}</Note>}
        {!isReading && picture?.address && marks.length === 0 && <Note tone="care" icon="care" title={t("carton.no_code")}>{t("carton.no_code.todo")}</Note>}
        {marks.length > 0 && <Outcome marks={marks} />}
      </div>
    </Page>
  );
}

/** By this device where it trusts a root; else by the server. */
async function reportOf(text: string): Promise<Report | null> {
  await openTrust();
  if (trusted.value !== null) return judgedHere(text);
  const report = await reportFor(text);
  return "verdict" in report ? report : null;
}

/** The photo with a frame and a shape on each label. */
function Drawn({ picture, marks }: { picture: Picture; marks: readonly Marked[] }): VNode {
  return (
    <div class="carton" dir="ltr">
      <img src={picture.address ?? ""} alt={t("carton.picture")} />
      <Marks picture={picture} marks={marks} fit="meet" />
    </div>
  );
}

function Marks({ picture, marks, fit }: { picture: Picture; marks: readonly Marked[]; fit: "meet" | "slice" }): VNode {
  return (
    <svg class="marks" viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio={`xMidYMid ${fit}`} role="img" aria-label={t("carton.marked", { count: marks.length })}>
      {marks.map((mark) => <OneMark key={mark.text} mark={mark} />)}
    </svg>
  );
}

function OneMark({ mark }: { mark: Marked }): VNode {
  const { x, y, size } = centreOf(mark.corners);
  const plate = mark.report ? plateOf(mark.report) : null;
  const tone = plate?.tone ?? "plain", side = size * 0.62;
  return (
    <g class={`mark ${tone}`} data-verdict={mark.report?.verdict ?? ""}>
      <polygon points={mark.corners.map((each) => `${each.x},${each.y}`).join(" ")} stroke-width={size * 0.06} />
      {plate && <svg class={tone} x={x - side / 2} y={y - side / 2} width={side} height={side} viewBox="0 0 32 32" dangerouslySetInnerHTML={{ __html: shapeOf(plate.icon) }} />}
    </g>
  );
}

interface LiveProps {
  readonly picture: Picture | null;
  readonly marks: readonly Marked[];
  readonly onFrame: (pixels: ImageData) => Promise<void>;
  readonly onSize: (width_px: number, height_px: number) => void;
}

function LiveCarton({ picture, marks, onFrame, onSize }: LiveProps): VNode {
  const video = useRef<HTMLVideoElement>(null);
  const [refusal, setRefusal] = useState<CameraRefusal | null>(null);
  useEffect(() => {
    let isGone = false;
    let live: LiveCamera | null = null;
    void (async () => {
      const camera = await openCamera();
      if (typeof camera === "string") return setRefusal(camera);
      const view = video.current;
      if (isGone || !view) return closeCamera(camera);
      live = camera;
      view.srcObject = camera.stream;
      await view.play().catch(() => undefined);
      await readFrames(view, () => isGone, onSize, onFrame);
    })();
    return () => {
      isGone = true;
      if (live) closeCamera(live);
    };
  }, []);
  if (refusal) return <div class="col" style={{ padding: "16px" }}><Note tone="care" icon="camera" title={t(`camera.${refusal}`)}>{t(`camera.${refusal}.todo`)}</Note></div>;
  return (
    <div class="carton live" dir="ltr">
      <video ref={video} muted playsInline aria-label={t("scan.live")} />
      {picture && <Marks picture={picture} marks={marks} fit="meet" />}
    </div>
  );
}

async function readFrames(view: HTMLVideoElement, isGone: () => boolean, onSize: LiveProps["onSize"], onFrame: LiveProps["onFrame"]): Promise<void> {
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  while (!isGone() && drawing) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_ms));
    if (isGone() || view.videoWidth === 0) continue;
    if (canvas.width !== view.videoWidth) {
      [canvas.width, canvas.height] = [view.videoWidth, view.videoHeight];
      onSize(canvas.width, canvas.height);
    }
    drawing.drawImage(view, 0, 0);
    await onFrame(drawing.getImageData(0, 0, canvas.width, canvas.height));
  }
}

function Outcome({ marks }: { marks: readonly Marked[] }): VNode {
  const { all, good, look } = countsOf(marks);
  const open = (mark: Marked): void => {
    if (!mark.report) return;
    const scan = { text: mark.text, report: mark.report, at: new Date(), booked: "no" as const };
    scans.value = [scan, ...scans.value.filter((each) => each.text !== mark.text)];
    shown.value = scan;
    go("/label");
  };
  return (
    <section class="col gap-s">
      <p><b class="xl num">{good}</b> {t("scan.good_of", { all })}</p>
      {look.length === 0 && good === all && <p class="s dim">{t("carton.count_them")}</p>}
      {look.map((mark) => {
        const plate = mark.report && plateOf(mark.report);
        return plate && (
          <button type="button" class="card row" key={mark.text} onClick={() => open(mark)}>
            <Icon name={plate.icon} tone={plate.tone} />
            <span class="grow">
              <b>{t(`verdict.${plate.words}.headline`)}</b>
              <br />
              <span class="s dim">{mark.report?.lot ? <><Num>{mark.report.lot}</Num>{mark.report.serial && <> · <Num>{mark.report.serial}</Num></>}</> : <span class="mono">{mark.text.slice(0, 40)}</span>}</span>
            </span>
          </button>
        );
      })}
    </section>
  );
}
