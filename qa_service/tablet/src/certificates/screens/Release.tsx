/** The issuer: verdict and who signed it, evidence, plan and risk, what was NOT checked, four eyes; then sign. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Dialog, Photo, photoAddress } from "../../shell/parts/Photo.tsx";
import { Light, Note, NotChecked, Num } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { isDemo } from "../../shell/session.ts";
import { knows, named, t } from "../../shell/words.ts";
import type { ClassPlan, ReleaseView } from "../model.ts";
import { oneInCount, worstRisk } from "../risk.ts";

/** The page. */
export default function Release({ params }: ScreenProps): VNode {
  const id = params["batch"] ?? "";
  const view = useResource<ReleaseView>(`/api/batches/${id}/release`);
  const [isSigning, setSigning] = useState(false);
  const known = view.value;
  const count = known?.quantity_releasable ?? 0;
  const isDone = known?.certificate?.state === "issued";
  const whyNot = known && known.may_sign === "none" ? whyWords(known.why_not) : null;
  const word = known?.may_sign === "first" ? t("release.sign_first", { count }) : t("release.sign_second", { count });
  const actions = known ? (
    <>
      <Alt onPress={() => go(`/batches/${id}`)}>{t("release.see_batch")}</Alt>
      {known.certificate && !isDone && <Alt icon="doc" onPress={() => go(`/certificates/${known.certificate?.id}`)}>{t("release.see_certificate")}</Alt>}
      {isDone ? <Act icon="doc" onPress={() => go(`/certificates/${known.certificate?.id}`)}>{t("release.released")}</Act> : <Act icon="pen" whyNot={whyNot} onPress={() => setSigning(true)}>{word}</Act>}
    </>
  ) : undefined;
  return (
    <Page
      title={t("release.title")}
      sub={known ? <>{named(known.product)}, {t("batch.revision")} {known.revision_label} · {t("batch.lot_word")} <Num>{known.lot}</Num> · {t("release.made_by", { who: known.maker })}</> : undefined}
      back="/"
      actions={actions}
    >
      <Reading of={view} />
      {known && (
        <div class="two">
          <div class="col">
            <VerdictLine view={known} />
            {known.concessions.map((each) => <Note key={each} tone="care" icon="care" title={t("release.with_exception")}>{each}</Note>)}
            <Evidence view={known} />
            <PlanAndRisk plan={known.plan} />
          </div>
          <div class="col">
            <NotChecked items={known.not_checked.map((each) => t(`not_checked.${each}`))}><p class="s">{t("release.printed")}</p></NotChecked>
            {!isDone && <section class="card col gap-s">
              <h2>{t("release.may_you")}</h2>
              {known.eyes.map((each) => <Light key={each.code} ok={each.ok}>{t(`eyes.${each.code}.${each.ok ? "ok" : "not"}`)}</Light>)}
              {known.open_points.map((each) => <Light key={each} ok={null}>{openPoint(each, "open_point", known.plan)}</Light>)}
              {known.blocks.map((each) => <Light key={each} ok={false}>{openPoint(each, "block")}</Light>)}
            </section>}
            <section class="card row">
              <span class="x2 b"><Num>{count}</Num></span>
              <p class="grow">{t("release.pieces", { count })} <span class="s dim">{madeWords(known)}</span></p>
            </section>
          </div>
          <SignDialog isOpen={isSigning} onClose={() => setSigning(false)} view={known} batch_id={id} onDone={() => void view.reload()} />
        </div>
      )}
    </Page>
  );
}

/** "120 made", and how many of them are not released because they failed or were used up in a test. */
function madeWords(view: ReleaseView): string {
  const apart = view.quantity_made - view.pieces_good;
  return [t("release.made", { count: view.quantity_made }), apart > 0 ? t("release.apart", { count: apart }) : ""].filter(Boolean).join(", ");
}

function whyWords(codes: readonly string[]): string {
  const last = codes.at(-1);
  if (last === undefined) return t("release.why_not");
  return knows(`release.why_not.${last}`) ? t(`release.why_not.${last}`) : t("release.why_not");
}

/** "photo_used_before:017" in words; sizes, which it names in English, in the reader's language. */
function openPoint(code: string, kind: "open_point" | "block" = "open_point", plan: readonly ClassPlan[] = []): string {
  const [name = "", told = ""] = code.split(":");
  const names = plan.flatMap((each) => each.names);
  const what = told.split(", ").map((each) => named(names.find((one) => one["en"] === each) ?? each)).join(", ");
  return knows(`${kind}.${name}`) ? t(`${kind}.${name}`, { what }) : capital(name.replaceAll("_", " "));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function VerdictLine({ view }: { view: ReleaseView }): VNode {
  const word = view.concessions.length > 0 && view.outcome === "accept" ? "exception" : view.outcome;
  const [tone, icon] = word === "accept" ? (["good", "pass"] as const) : word === "exception" ? (["care", "care"] as const) : (["stop", "fail"] as const);
  return (
    <section class={`note ${tone}`}>
      <Icon name={icon} size="big" />
      <div class="grow">
        <p class="l b">{t(`release.verdict.${word}`)}</p>
        <p class="s">{`${view.inspector.person}, ${view.inspector.organisation}`}</p>
        <p class="s">{t("release.reviewed", { who: `${view.reviewer.person}, ${view.reviewer.organisation}` })}</p>
      </div>
    </section>
  );
}

const FIRST_SHOWN = 3;

interface Picture { readonly serial: string; readonly src: string; readonly full: string; readonly isMeasured: boolean }

/** What was measured of a unit, then its photos as they were taken. */
function pictures({ serial, photos, measurement_id }: ReleaseView["evidence"][number]): Picture[] {
  const overlay = `/api/measurements/${measurement_id}/overlay.jpg`;
  const measured = measurement_id ? [{ serial, src: overlay, full: overlay, isMeasured: true }] : [];
  return [...measured, ...photos.map((sha256) => ({ serial, src: photoAddress(sha256, "thumb"), full: photoAddress(sha256, "full"), isMeasured: false }))];
}

function Evidence({ view }: { view: ReleaseView }): VNode {
  const [showsAll, setAll] = useState(false);
  const photos = view.evidence.flatMap((each) => pictures(each));
  return (
    <section class="card col gap-s">
      <div class="row">
        <h2 class="grow">{t("review.evidence")}</h2>
        {photos.length > FIRST_SHOWN && <button type="button" class="textual" onClick={() => setAll(!showsAll)}>{showsAll ? t("release.fewer") : t("release.all_photos", { count: photos.length })}</button>}
      </div>
      {photos.length === 0 && <p>{t("review.no_photos")}</p>}
      <div class="thumbs">
        {photos.slice(0, showsAll ? 200 : FIRST_SHOWN).map((each) => (
          <Photo key={each.src} src={each.src} full={each.full} alt={t("item.unit", { unit: each.serial })}>
            <span class="s"><b class="num">{each.serial}</b>{each.isMeasured && ` ${t("release.sizes")}`}</span>
          </Photo>
        ))}
      </div>
      {isDemo.value && photos.length > 0 && <p class="s dim">{t("photo.drawn")}</p>}
    </section>
  );
}

/** How many were looked at, and the chance that tells most. */
export function PlanAndRisk({ plan }: { plan: readonly ClassPlan[] }): VNode {
  return (
    <section class="card col gap-s">
      <h2>{t("release.plan")}</h2>
      {plan.map((each) => {
        const risk = worstRisk(each.risk);
        return (
          <div class="col gap-s" key={each.class}>
            <p>{each.n >= each.N ? t("release.plan.all", { letter: each.class, count: each.N }) : t("release.plan.some", { letter: each.class, n: each.n, N: each.N, ac: each.ac })}</p>
            {risk && each.n < each.N && (
              <div class="row">
                <span class="x2 b">{t("release.one_in", { count: oneInCount(risk.p) })}</span>
                <p class="grow s">{t("release.risk", { count: risk.bad, all: each.N, times: oneInCount(risk.p) })}</p>
              </div>
            )}
          </div>
        );
      })}
      <p class="s dim">{t("label.risk.assumes")}</p>
    </section>
  );
}

function SignDialog({ isOpen, onClose, view, batch_id, onDone }: { isOpen: boolean; onClose: () => void; view: ReleaseView; batch_id: string; onDone: () => void }): VNode {
  const [id] = useState(newId);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const isFirst = view.may_sign === "first";
  const sign = async (): Promise<void> => {
    try {
      if (isFirst) await send("POST", `/api/batches/${batch_id}/certificates`, { id, password });
      else await send("POST", `/api/certificates/${view.certificate?.id}/release`, { id, password });
      setPassword("");
      setProblem(null);
      onClose();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const count = view.quantity_releasable;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} label={t("sign.title")}>
      <div class="col">
        <SignCard meaning={t(isFirst ? "release.meaning_first" : "release.meaning_second", { count })} after={t(isFirst ? "release.after_first" : "release.after_second")} password={password} onPassword={setPassword} />
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act icon="pen" whyNot={password ? null : t("summary.password_first")} onPress={sign}>{t(isFirst ? "release.sign_first" : "release.sign_second", { count })}</Act>
        </div>
      </div>
    </Dialog>
  );
}
