/** One batch: what is missing from whom, and the whole way to the certificate. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, get, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Num } from "../../shell/parts/Plates.tsx";
import { Steps, type Step } from "../../shell/parts/Steps.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { hasRole, session } from "../../shell/session.ts";
import { day, knows, named, t, type Details } from "../../shell/words.ts";
import type { Batch, Missing, WayStep } from "../model.ts";
import { StateTag, whoIs } from "../parts.tsx";

/** The page of a batch. */
export default function BatchPage({ params }: ScreenProps): VNode {
  const path = `/api/batches/${params["batch"]}`;
  const batch = useResource<Batch>(path);
  const known = batch.value;
  const way = known?.way ?? [];
  const done = way.filter((step) => step.state === "done").length;
  return (
    <Page
      title={known ? <>{t("batch.lot_title")} <Num>{known.lot}</Num></> : t("batches.title")}
      name={known ? `${t("batch.lot_title")} ${known.lot}` : t("batches.title")}
      sub={known ? `${named(known.design.names)} · ${t("batch.pieces", { count: known.quantity_made })}` : undefined}
      back="/"
      progress={way.length > 0 ? done / way.length : 0}
      actions={known ? <Actions batch={known} path={path} /> : undefined}
    >
      <Reading of={batch} />
      {known && (
        <div class="two">
          <div class="col">
            <MissingCard batch={known} />
            <h2>{t("batch.way")}</h2>
            <Steps steps={way.map((step, index) => stepOf(step, index))} />
          </div>
          <Facts batch={known} />
        </div>
      )}
    </Page>
  );
}

/** What is missing from the person here, or who must act instead. */
function MissingCard({ batch }: { batch: Batch }): VNode | null {
  const first = batch.missing[0];
  if (!first) return null;
  const isMine = isFromHere(first, batch);
  return (
    <section class={`card col gap-s ${isMine ? "mine" : ""}`}>
      <p class={`s b ${isMine ? "in-mark" : ""}`}>{isMine ? t("batch.missing_from_you", { count: batch.missing.length }) : t("batch.waits_for", { who: whoIs(first.who) || t("batch.others") })}</p>
      {batch.missing.slice(0, 4).map((each, index) => (
        <div key={index}>
          <p class="l b">{missingTitle(each)}</p>
          {knows(`missing.${each.code}.todo`) && <p class="s dim">{t(`missing.${each.code}.todo`, detailsOf(each.details))}</p>}
        </div>
      ))}
    </section>
  );
}

function isFromHere(missing: Missing, batch: Batch): boolean {
  const home = session.value?.organisation;
  const who = missing.who;
  if (who === null) return home?.id === batch.workshop.id;
  const name = typeof who === "string" ? who : who.organisation;
  return name === "you" || name === home?.name || name === home?.code || name === home?.id || (name === "maker" && hasRole("maker"));
}

/** Details that can stand in a sentence; names in four languages become the reader's. */
export function detailsOf(details: Readonly<Record<string, unknown>> | null | undefined): Details {
  const plain: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details ?? {})) {
    if (typeof value === "string" || typeof value === "number") plain[name] = value;
    else if (Array.isArray(value)) plain[name] = value.map(String).join(", ");
    else if (value !== null && typeof value === "object") plain[name] = named(value as Record<string, string>);
  }
  return plain;
}

/** What is missing, in words; a process value by the name that the design gives it. */
export function missingTitle(missing: Missing): string {
  const details = detailsOf(missing.details);
  if (knows(`missing.${missing.code}`)) return t(`missing.${missing.code}`, details);
  return String(details["name"] ?? details["names"] ?? details["field"] ?? missing.code);
}

function stepOf(step: WayStep, index: number): Step {
  const details = detailsOf(step.details);
  const title = knows(`way.${step.step}`) ? t(`way.${step.step}`, details) : knows(step.what) ? t(step.what, details) : step.what || step.step;
  const who = whoIs(step.who);
  const words = [step.state === "yours" ? t("way.you_now") : who, step.state === "done" ? day(step.at) : step.state === "later" && who ? t("way.after") : ""];
  return { key: `${step.step}${index}`, state: step.state, title, who: words.filter(Boolean).join(" · ") };
}

function Facts({ batch }: { batch: Batch }): VNode {
  const quantities = Object.entries(batch.quantities ?? {}).filter(([, count]) => count > 0);
  return (
    <aside class="col">
      <section class="card col">
        <div class="row wrap">
          <h2 class="grow">{named(batch.design.names)}</h2>
          <StateTag of="batch" state={batch.state} />
        </div>
        <dl class="facts s">
          <dt>{t("batch.revision")}</dt>
          <dd>{batch.revision.label}</dd>
          <dt>{t("batch.workshop")}</dt>
          <dd>{batch.workshop.name}</dd>
          {batch.inspection_body && (
            <>
              <dt>{t("batch.inspection_body")}</dt>
              <dd>{batch.inspection_body.name}</dd>
            </>
          )}
          <dt>{t("batch.units")}</dt>
          <dd>{t("batch.units_of", { count: batch.units_count, all: batch.quantity_made })}</dd>
          {quantities.map(([name, count]) => (
            <>
              <dt>{t(`batch.quantity.${name}`)}</dt>
              <dd class="num">{count}</dd>
            </>
          ))}
        </dl>
      </section>
      <Alt onPress={() => go(`/batches/${batch.id}/units`)}>{t("batch.see_units")}</Alt>
      <Alt onPress={() => go(`/batches/${batch.id}/process`)}>{t("batch.see_process")}</Alt>
      <Alt icon="doc" onPress={() => go(`/revisions/${batch.revision.id}`)}>{t("batch.see_drawing")}</Alt>
    </aside>
  );
}

const HIDDEN_TRANSITIONS: readonly string[] = ["accepted", "not_accepted", "in_inspection"];

function Actions({ batch, path }: { batch: Batch; path: string }): VNode {
  const [asks, setAsks] = useState<string | null>(null);
  const isWorkshop = session.value?.organisation?.id === batch.workshop.id;
  const others = batch.transitions.filter((each) => !HIDDEN_TRANSITIONS.includes(each) && each !== "awaiting_inspection");
  return (
    <>
      {others.map((state) => (
        <Alt key={state} stop={state === "cancelled" || state === "scrapped"} onPress={() => setAsks(state)}>
          {t(`batch.to.${state}`)}
        </Alt>
      ))}
      <MainAction batch={batch} isWorkshop={isWorkshop} onHandOver={() => setAsks("awaiting_inspection")} />
      <Move path={path} to={asks} onClose={() => setAsks(null)} />
    </>
  );
}

function MainAction({ batch, isWorkshop, onHandOver }: { batch: Batch; isWorkshop: boolean; onHandOver: () => void }): VNode | null {
  if (isWorkshop && hasRole("maker")) {
    const first = batch.missing.find((each) => isFromHere(each, batch));
    if (first && /unit|serial/.test(first.code)) return <Act onPress={() => go(`/batches/${batch.id}/units`)}>{t("batch.number_units")}</Act>;
    if (first) return <Act onPress={() => go(`/batches/${batch.id}/process`)}>{t("batch.add_missing", { what: missingTitle(first) })}</Act>;
    if (batch.transitions.includes("awaiting_inspection")) return <Act onPress={onHandOver}>{t("batch.hand_over")}</Act>;
    return <Act icon="print" onPress={() => go(`/batches/${batch.id}/labels`)}>{t("batch.labels")}</Act>;
  }
  if (hasRole("inspector")) return <Act icon="caliper" onPress={() => go(`/batches/${batch.id}/visit`)}>{t("batch.begin_visit")}</Act>;
  if (hasRole("issuer")) return <Act icon="pen" onPress={() => go(`/batches/${batch.id}/release`)}>{t("batch.decide")}</Act>;
  return null;
}

/** Ask once more, with a reason where one is needed, then move. */
function Move({ path, to, onClose }: { path: string; to: string | null; onClose: () => void }): VNode {
  const [id, setId] = useState(newId);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const needsReason = to !== null && !["in_production", "awaiting_inspection"].includes(to);
  const move = async (): Promise<void> => {
    try {
      await send("POST", `${path}/transitions`, { id, to, reason: reason.trim() || null });
      remember(path, await get<Batch>(path));
      setId(newId());
      setProblem(null);
      onClose();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Dialog isOpen={to !== null} onClose={onClose} label={t(`batch.to.${to ?? ""}`)}>
      <div class="col">
        <h2>{t(`batch.to.${to ?? ""}`)}</h2>
        {knows(`batch.to.${to ?? ""}.what`) && <p>{t(`batch.to.${to ?? ""}.what`)}</p>}
        {needsReason && <Field label={t("batch.reason")} value={reason} onInput={setReason} lines={3} />}
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act whyNot={needsReason && !reason.trim() ? t("batch.reason.needed") : null} onPress={move}>
            {t(`batch.to.${to ?? ""}`)}
          </Act>
        </div>
      </div>
    </Dialog>
  );
}
