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
import { day, knows, named, t } from "../../shell/words.ts";
import type { Batch, Missing, WayStep } from "../model.ts";
import { isForMe, StateTag, whoIs } from "../parts.tsx";
import { Problems } from "./Problems.tsx";

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
            <Problems batch_id={known.id} />
            <h2>{t("batch.way")}</h2>
            <Steps steps={way.map((step, index) => stepOf(step, index))} />
          </div>
          <Facts batch={known} />
        </div>
      )}
    </Page>
  );
}

const SHOWN_MISSING = 4;

/** What is missing from the person here, or who must act instead. */
function MissingCard({ batch }: { batch: Batch }): VNode | null {
  const first = batch.missing[0];
  if (!first) return null;
  const isMine = isFromHere(first);
  return (
    <section class={`card col gap-s ${isMine ? "mine" : ""}`}>
      <p class={`s b ${isMine ? "in-mark" : ""}`}>{isMine ? t("batch.missing_from_you", { count: batch.missing.length }) : t("batch.waits_for", { who: whoIs(first.who) || t("batch.others") })}</p>
      {batch.missing.slice(0, SHOWN_MISSING).map((each, index) => (
        <div key={index}>
          <p class="l b">{missingTitle(each, batch)}</p>
          {knows(`${each.code}.todo`) && <p class="s dim">{t(`${each.code}.todo`, { field: fieldName(each, batch), given: each.details["given"] ?? "" })}</p>}
        </div>
      ))}
      {batch.missing.length > SHOWN_MISSING && <p class="b">{t("batch.missing_more", { count: batch.missing.length - SHOWN_MISSING })}</p>}
    </section>
  );
}

const isFromHere = (missing: Missing): boolean => isForMe(missing.who);

/** What is missing, in words; a process value by the name that the design gives it. */
export function missingTitle(missing: Missing, batch: Batch): string {
  return t(missing.code, { field: fieldName(missing, batch), given: missing.details["given"] ?? "" });
}

function fieldName(missing: Missing, batch: Batch): string {
  const code = missing.details["field"] ?? "";
  return named(batch.process_fields.find((each) => each.code === code)?.names) || code.replaceAll("_", " ");
}

function stepOf(step: WayStep, index: number): Step {
  const title = t(step.what);
  const who = whoIs(step.who);
  const words = [step.state === "yours" ? t("way.you_now") : who, step.state === "done" ? day(step.at) : step.state === "later" && who ? t("way.after") : ""];
  return { key: `${step.step}${index}`, state: step.state, title, who: words.filter(Boolean).join(" · ") };
}

function Facts({ batch }: { batch: Batch }): VNode {
  // nobody calls a piece good before the lot was accepted
  const isAccepted = batch.state.startsWith("accepted");
  const quantities = Object.entries(batch.quantities ?? {}).filter(([name, count]) => count > 0 && (isAccepted || name !== "good"));
  return (
    <aside class="col">
      <section class="card col">
        <div class="row wrap">
          <h2 class="grow">{named(batch.design.names)}</h2>
          <StateTag of="batch" state={batch.state} />
        </div>
        <dl class="facts s">
          <dt>{t("batch.revision_title")}</dt>
          <dd>{batch.revision.label}</dd>
          <dt>{t("batch.workshop")}</dt>
          <dd>{batch.workshop.name}</dd>
          <dt>{t("batch.inspection_body")}</dt>
          <dd>{batch.inspection_body.name}</dd>
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

/** These are the main action of the screen when their time has come. */
const MAIN_STEPS: readonly string[] = ["in_production", "awaiting_inspection"];
const UNITS = /unit/;

function Actions({ batch, path }: { batch: Batch; path: string }): VNode {
  const [asks, setAsks] = useState<string | null>(null);
  const isWorkshop = session.value?.organisation?.id === batch.workshop.id;
  const others = batch.transitions.filter((each) => !MAIN_STEPS.includes(each));
  return (
    <>
      {others.map((state) => (
        <Alt key={state} stop={state === "scrapped"} onPress={() => setAsks(state)}>
          {t(`batch.to.${state}`)}
        </Alt>
      ))}
      <MainAction batch={batch} isWorkshop={isWorkshop} onMove={setAsks} />
      <Move path={path} to={asks} onClose={() => setAsks(null)} />
    </>
  );
}

function MainAction({ batch, isWorkshop, onMove }: { batch: Batch; isWorkshop: boolean; onMove: (to: string) => void }): VNode | null {
  if (isWorkshop && hasRole("maker")) {
    const first = batch.missing.find(isFromHere);
    if (first && UNITS.test(`${first.code} ${first.details["field"] ?? ""}`)) return <Act onPress={() => go(`/batches/${batch.id}/units`)}>{t("batch.number_units")}</Act>;
    if (first?.details["field"]) return <Act onPress={() => go(`/batches/${batch.id}/process`)}>{t("batch.add_missing", { what: missingTitle(first, batch) })}</Act>;
    if (batch.transitions.includes("in_production")) return <Act onPress={() => onMove("in_production")}>{t("batch.to.in_production")}</Act>;
    if (batch.transitions.includes("awaiting_inspection")) return <Act onPress={() => onMove("awaiting_inspection")}>{t("batch.hand_over")}</Act>;
    if (!batch.state.startsWith("accepted")) return null;
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
      await send("POST", `${path}/transitions`, { id, to, reason: reason.trim() });
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
