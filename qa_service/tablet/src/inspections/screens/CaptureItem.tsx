/** The one dark screen: live picture with advice, or the camera app; then the photo is kept and sent. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, send, sendBytes, type Problem } from "../../shell/api.ts";
import { takePhoto } from "../../shell/camera.ts";
import { isAboutContent, isForLater, type Envelope } from "../../shell/outbox.ts";
import { Icon } from "../../shell/parts/Icon.tsx";
import { DemoStrip, NetChip } from "../../shell/parts/Page.tsx";
import { Num } from "../../shell/parts/Plates.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { isSettled, useResource } from "../../shell/resource.ts";
import { go, query } from "../../shell/router.ts";
import { isOffline } from "../../shell/reaching.ts";
import { letGo, untilSendingWaits } from "../../shell/sender.ts";
import { isDemo } from "../../shell/session.ts";
import { cameraName } from "../../shell/settings.ts";
import { t } from "../../shell/words.ts";
import { keepAnswer, refusedPhotos, takeIn, type Taken } from "../answering.ts";
import { worstGate } from "../gates.ts";
import type { PhotoCheck, Sheet } from "../model.ts";
import { resultsAt } from "../progress.ts";
import { shortName } from "../shortName.ts";
import { hintsOf } from "../turning.ts";
import { LOT, serialOf } from "../useVisit.ts";
import { GateRow, NoLive, Tip, useCamera, useGates } from "./captureParts.tsx";
import { reasonsOf } from "./ItemFrame.tsx";
import { aboutOf, goOn, type ItemProps } from "./itemProps.ts";
import { PhonePhoto } from "./PhonePhoto.tsx";
import { PhotoFile, photoOf, type KeptPhoto } from "./PhotoFile.tsx";
import { filledPockets, PocketList, type PocketUnits } from "./Pockets.tsx";
import { useWhichWay } from "./WhichWay.tsx";
import { WhyNot, type NotDone } from "./WhyNot.tsx";

// a photo that is not measured need not be waited for on a slow network: a refusal is in the outbox then
const PATIENCE_ms = 8000;
/** Digests of photos by the live camera of this device since the app was opened: of these alone its camera is known. */
const takenHere = new Set<string>();

/** The page. */
export function CaptureItem(props: ItemProps): VNode {
  const { visit, place, item } = props;
  const measures = item.type === "photo_dimension";
  const sheets = useResource<Sheet[]>(measures ? "/api/sheets" : null);
  const usable = (sheets.value ?? []).filter((each) => each.state === "in_service");
  const [sheet_id, setSheet] = useState("");
  const sheet = usable.find((each) => each.id === sheet_id) ?? usable[0] ?? null;
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>([]);
  const [isBusy, setBusy] = useState<"" | "checking" | "keeping">("");
  const [asked, setAsked] = useState<{ photo: KeptPhoto; check: PhotoCheck } | null>(null);
  const [pockets, setPockets] = useState<PocketUnits>({});
  const units = filledPockets(props, sheet, pockets);
  const camera = useCamera();
  const gates = useGates(camera.video, measures ? (sheet?.id ?? null) : null, camera.isLive && asked === null);
  // one more photo of the same unit is measured together with those that are there
  const earlier = measures && query.value.get("photo") === "more" ? (resultsAt(visit, place)[0]?.photo_sha256s ?? []) : [];
  const before = measures ? resultsAt(visit, place)[0] : undefined;
  const turn = measures ? (visit.turns[item.code] ?? null) : null;
  // alone, equal sizes need no names; together each is averaged with its own
  const isTurnAsked = turn !== null && (turn.needed || earlier.length > 0);
  const sizes = props.characteristics.filter((each) => item.characteristics.includes(each.code));
  const way = useWhichWay(item.code, isTurnAsked ? turn : null, visit.batch.design.revision_id, sizes);
  const needed = measures ? 1 : Math.max(1, item.photos_min);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isHere = useRef(true);
  useEffect(() => () => void (isHere.current = false), []);

  const told = async (work: () => Promise<void>): Promise<void> => {
    setProblem(null);
    try {
      await work();
    } catch (thrown) {
      setBusy("");
      setProblem(asProblem(thrown));
    }
  };
  const untilRead = useUntil(!measures || (isSettled(sheets) && way.isRead));
  const judge = async (photo: KeptPhoto): Promise<void> => {
    const check = measures && sheet ? await checked(photo, sheet.id, setBusy) : null;
    if (check && worstGate(check.gates)) setAsked({ photo, check });
    else await keep(photo);
  };
  const judgeNow = useRef(judge);
  judgeNow.current = judge;
  // a photo may be there before what it is judged by: without it neither a check nor the turn would be asked for
  const taken = (photo: KeptPhoto): Promise<void> =>
    told(async () => {
      if (measures) setBusy("checking");
      await untilRead();
      setBusy("");
      await judgeNow.current(photo);
    });
  const keep = async (photo: KeptPhoto): Promise<void> => {
    setAsked(null);
    const said = await way.ask(photo, units.map(([pocket, unit_id]) => (pocket === null ? "" : `${t("capture.pocket", { number: pocket })} · ${t("item.unit", { unit: serialOf(visit, unit_id) })}`)));
    if (said === undefined) return;
    const all = [...photos, photo];
    setPhotos(all);
    if (all.length < needed) return;
    setBusy("keeping");
    const isOwnCamera = [...earlier, ...all.map((each) => each.sha256)].every((each) => takenHere.has(each));
    const payload = { photo_sha256: earlier[0] ?? all[0]?.sha256, ...(sheet ? { sheet_id: sheet.id } : {}), ...(measures && isOwnCamera && cameraName.value ? { camera: cameraName.value } : {}) };
    const isAwaited = measures && units.length === 1;
    const answers: Envelope[] = [];
    const settling: Promise<Taken>[] = [];
    for (const [index, [pocket, unit_id]] of units.entries()) {
      const at = pocket === null ? place : { ...place, unit_id };
      const about = aboutOf({ ...props, place: at });
      const kept = await keepAnswer(visit, { ...at, kind: item.type, outcome: "kept", photos: all, earlier: pocket === null ? earlier : [], about, payload: { ...payload, ...hints(pocket === null ? earlier.length : 0, said[index] ?? null), ...(pocket === null ? {} : { pocket }) } });
      answers.push(kept);
      settling.push(Promise.race([takeIn(visit.id, kept), patience(isAwaited)]));
    }
    const settled: readonly Taken[] = isOffline.value ? [] : await Promise.all(settling);
    // who has left meanwhile finds a refusal in the outbox
    if (!isHere.current) return;
    const refusal = settled.find((each) => each.kind === "refused");
    const one = settled[0];
    if (refusal) await refuse(all, answers, settled, refusal.problem);
    else if (isAwaited && one?.kind === "taken") go(`/visits/${visit.id}/units/${place.unit_id ?? LOT}/items/${encodeURIComponent(item.code)}/measuring?job=${one.job_id ?? ""}`);
    else if (units.length > 1) go(`/visits/${visit.id}`);
    else goOn(props);
  };
  /** Told here and asked for anew, nothing of it stays behind; what is not about the photo stays in the outbox. */
  const refuse = async (all: readonly KeptPhoto[], answers: readonly Envelope[], settled: readonly Taken[], why: Problem): Promise<void> => {
    const refused = answers.filter((_, index) => settled[index]?.kind === "refused");
    const bad = refused.flatMap(refusedPhotos);
    setPhotos(bad.length > 0 ? all.filter((each) => !bad.includes(each.sha256)) : []);
    if (units.length > 1) setPockets(Object.fromEntries(units.map(([pocket, unit_id], index) => [pocket, settled[index]?.kind === "refused" ? (unit_id ?? "") : ""])));
    setBusy("");
    setProblem(why);
    if (isAboutContent(why)) for (const each of refused) await letGo(each);
  };
  const hints = (earlier_count: number, one: number | null) => (isTurnAsked ? { rotation_hints_deg: hintsOf(earlier_count, before?.rotation_hints_deg ?? [], [one]) } : {});
  const shoot = async (): Promise<void> => {
    const video = camera.video.current;
    if (!camera.live.current || !video) return;
    const photo = await photoOf(await takePhoto(camera.live.current, video));
    takenHere.add(photo.sha256);
    await taken(photo);
  };
  const [asksWhy, setAsksWhy] = useState<NotDone | null>(null);
  const [usesPhone, setUsesPhone] = useState(false);
  const cannot = async (reason: string): Promise<void> => {
    const kept = await keepAnswer(visit, { ...place, kind: item.type, outcome: "not_measurable", about: aboutOf(props), payload: { outcome: "not_measurable", reason } });
    void takeIn(visit.id, kept);
    goOn(props);
  };
  const shown = asked ? asked.check.gates : gates;
  const worst = worstGate(shown ?? []);
  const word = isBusy === "checking" ? "capture.checking" : isBusy === "keeping" ? "item.keeping" : "capture.take";
  return (
    <div class="dark capture">
      <section class="view">
        {camera.refusal === null ? <video ref={camera.video} muted playsInline aria-label={t("scan.live")} /> : <NoLive refusal={camera.refusal} />}
        <svg class="over" viewBox="0 0 160 100" preserveAspectRatio="none" fill="none" stroke="#fff" stroke-width=".6" aria-hidden="true">
          <path d="M8 20V12h10M142 12h10v8M152 80v8h-10M18 88H8v-8" vector-effect="non-scaling-stroke" style={{ strokeWidth: "5px" }} />
        </svg>
        {(worst || shown) && <Tip gate={worst} />}
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
        {problem && <div class="card arrived"><Trouble problem={problem} /></div>}
        {reasonsOf(visit, place).map((each) => <p class="b" key={each}>{each}</p>)}
        {measures && sheets.value !== null && usable.length === 0 && <p class="b">{t("capture.no_sheet")}</p>}
        {measures && usable.length > 1 && asked === null && (
          <label class="sub">
            {t("capture.sheet")}
            <select class="on-dark" value={sheet?.id ?? ""} onInput={(event) => setSheet(event.currentTarget.value)}>
              {usable.map((each) => (
                <option key={each.id} value={each.id}>{`${each.name} ${each.serial}`}</option>
              ))}
            </select>
          </label>
        )}
        {measures && sheet && asked === null && <PocketList item={props} sheet={sheet} chosen={units} onChoose={(pocket, unit_id) => setPockets({ ...pockets, [pocket]: unit_id })} />}
        <div class="col gap-s grow" aria-live="polite">
          {asked && <p class="xl b">{t(asked.check.refused ? "capture.ask.title" : "capture.ask.advice")}</p>}
          {(shown ?? []).filter((gate) => asked === null || !gate.ok).map((gate) => (
            <GateRow key={gate.code} gate={gate} />
          ))}
          {earlier.length > 0 && <p class="sub">{t("capture.turn_part")}</p>}
          {shown === null && <p class="sub">{t(measures ? "capture.put_on_sheet" : "capture.whole_unit")}</p>}
        </div>
        {asked ? (
          <>
            <button type="button" class="shutter" onClick={() => setAsked(null)}>
              <Icon name="camera" size="big" />
              <span>{t("capture.ask.again")}</span>
            </button>
            <button type="button" class="alt on-dark grow" onClick={() => void told(() => keep(asked.photo))}>{t("capture.ask.keep")}</button>
          </>
        ) : (
          <>
            {shown === null && <p class="sub">{t("capture.original")}</p>}
            {camera.refusal === null && (
              <button type="button" class="shutter" aria-busy={isBusy !== ""} aria-disabled={!camera.isLive} onClick={() => void shoot()}>
                <Icon name="camera" size="big" />
                <span>{t(word)}</span>
              </button>
            )}
            <div class="row wrap">
              {measures && <button type="button" class="alt on-dark grow" onClick={() => setAsksWhy("not_measurable")}>{t("number.cannot")}</button>}
              {camera.refusal === null && <PhotoFile kind="alt on-dark grow" label={t("capture.by_app")} onPhoto={taken} />}
              {!isOffline.value && <button type="button" class="alt on-dark grow" onClick={() => setUsesPhone(true)}>{t("phone.use")}</button>}
            </div>
            {camera.refusal !== null && <PhotoFile kind="shutter" label={t(word)} onPhoto={taken} />}
          </>
        )}
        {way.window}
        <WhyNot about={asksWhy} onClose={() => setAsksWhy(null)} onReason={cannot} />
        <PhonePhoto isOpen={usesPhone} visit_id={visit.id} place={place} onClose={() => setUsesPhone(false)} onPhoto={taken} />
      </aside>
    </div>
  );
}

/** A promise of the moment when something holds, given PATIENCE_ms at most. */
function useUntil(holds: boolean): () => Promise<void> {
  const waiting = useRef<(() => void)[]>([]);
  const now = useRef(holds);
  now.current = holds;
  useEffect(() => {
    if (holds) for (const each of waiting.current.splice(0)) each();
  }, [holds]);
  return () =>
    now.current
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiting.current.push(resolve);
          setTimeout(resolve, PATIENCE_ms);
        });
}

/** Resolves when sending has to wait; an answer that nobody needs to see is given PATIENCE_ms at most. */
async function patience(isAwaited: boolean): Promise<Taken> {
  await Promise.race([untilSendingWaits(), ...(isAwaited ? [] : [new Promise((resolve) => setTimeout(resolve, PATIENCE_ms))])]);
  return { kind: "waits" };
}

/** Ask the server before the photo is kept; without an answer it is kept as it is. Throws what the server refuses. */
async function checked(photo: KeptPhoto, sheet_id: string, tell: (state: "" | "checking") => void): Promise<PhotoCheck | null> {
  if (isOffline.value) return null;
  tell("checking");
  try {
    const path = `/api/photos/check?sheet=${sheet_id}`;
    return photo.bytes ? await sendBytes<PhotoCheck>("POST", path, photo.bytes) : await send<PhotoCheck>("POST", `${path}&sha256=${photo.sha256}`);
  } catch (thrown) {
    if (!isForLater(asProblem(thrown))) throw thrown;
    return null;
  } finally {
    tell("");
  }
}
