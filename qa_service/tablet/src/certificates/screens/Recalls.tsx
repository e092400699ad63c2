/** Recalls: what one person proposed, what another confirmed, and how many labels fall under it. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Icon, type IconName } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Note, Num, Tag, type Tone } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { hasRole, session } from "../../shell/session.ts";
import { day, named, t } from "../../shell/words.ts";
import type { RecallRow } from "../model.ts";
import { scopeOf } from "../recall.ts";

const STATE: Readonly<Record<RecallRow["state"], readonly [Tone, IconName]>> = { proposed: ["care", "ask"], issued: ["stop", "fail"], given_up: ["plain", "na"] };

/** Network operator and inspection bodies recall; nobody else. */
export function mayRecall(): boolean {
  const kind = session.value?.organisation?.kind ?? "";
  return hasRole("issuer", "admin") && ["network_operator", "inspection_body"].includes(kind);
}

/** A part of the first page: the ways to recalls and keys, and what waits for a second person. */
export function RecallsHome(): VNode | null {
  const recalls = useResource<RecallRow[]>(mayRecall() ? "/api/recalls" : null);
  if (!mayRecall()) return null;
  const waiting = (recalls.value ?? []).filter((each) => each.state === "proposed").length;
  return (
    <section class="col gap-s">
      <h2>{t("safety.title")}</h2>
      <button type="button" class={`card row ${waiting > 0 ? "mine" : ""}`} onClick={() => go("/recalls")}>
        <Icon name="care" size="big" />
        <span class="grow l b">{t("recalls.title")}</span>
        {waiting > 0 && <Tag tone="care" icon="ask">{t("recalls.waiting", { count: waiting })}</Tag>}
        <Icon name="next" />
      </button>
      <button type="button" class="card row" onClick={() => go("/keys")}>
        <Icon name="seal" size="big" />
        <span class="grow l b">{t("keys.title")}</span>
        <Icon name="next" />
      </button>
    </section>
  );
}

/** All recalls, those that wait first. */
export default function RecallsPage(): VNode {
  const recalls = useResource<RecallRow[]>("/api/recalls");
  const [step, setStep] = useState<{ recall: RecallRow; kind: "confirm" | "give-up" } | null>(null);
  const all = [...(recalls.value ?? [])].sort((a, b) => Number(b.state === "proposed") - Number(a.state === "proposed"));
  const actions = mayRecall() ? <Act icon="plus" danger onPress={() => go("/recalls/new")}>{t("recalls.begin")}</Act> : undefined;
  return (
    <Page title={t("recalls.title")} back="/" actions={actions}>
      <Reading of={recalls} />
      <div class="narrow col">
        {recalls.value !== null && all.length === 0 && <Note tone="plain" icon="plain" title={t("recalls.none")} />}
        {all.map((each) => <RecallCard key={each.id} recall={each} onStep={(kind) => setStep({ recall: each, kind })} />)}
      </div>
      <StepDialog key={step?.recall.id} step={step} onClose={() => setStep(null)} onDone={() => void recalls.reload()} />
    </Page>
  );
}

function RecallCard({ recall, onStep }: { recall: RecallRow; onStep: (kind: "confirm" | "give-up") => void }): VNode {
  const [tone, icon] = STATE[recall.state];
  return (
    <section class={`card col gap-s ${recall.state === "proposed" && !recall.is_own ? "mine" : ""}`}>
      <div class="row wrap">
        <h2 class="grow">{named(recall.product) || <Num>{recall.gtin}</Num>}</h2>
        <Tag tone={tone} icon={icon}>{t(`recalls.state.${recall.state}`)}</Tag>
      </div>
      <p class="b">{scopeOf(recall)}</p>
      <p>{t("recalls.labels", { count: recall.labels })}</p>
      <dl class="facts s">
        <dt>{t("recalls.reason")}</dt><dd>{recall.reason.replaceAll("_", " ")}</dd>
        <dt>{t("recalls.action")}</dt><dd>{recall.action}</dd>
        <dt>{t("recalls.contact")}</dt><dd><bdi>{recall.contact}</bdi></dd>
        <dt>{t("recalls.proposed")}</dt><dd>{`${recall.proposed_by}, ${day(recall.proposed_at)}`}</dd>
        {recall.ended_at && <><dt>{t(`recalls.state.${recall.state}`)}</dt><dd>{day(recall.ended_at)}</dd></>}
      </dl>
      {recall.state === "proposed" && mayRecall() && (
        <div class="row wrap">
          <Alt onPress={() => onStep("give-up")}>{t("recalls.give_up")}</Alt>
          <Alt stop whyNot={recall.is_own ? t("recalls.second_person") : null} onPress={() => onStep("confirm")}>{t("recalls.confirm")}</Alt>
        </div>
      )}
      {recall.state === "proposed" && recall.is_own && <p class="s b">{t("recalls.second_person")}</p>}
    </section>
  );
}

function StepDialog({ step, onClose, onDone }: { step: { recall: RecallRow; kind: "confirm" | "give-up" } | null; onClose: () => void; onDone: () => void }): VNode {
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const isConfirm = step?.kind === "confirm";
  const take = async (): Promise<void> => {
    try {
      await send("POST", `/api/recalls/${step?.recall.id}/${step?.kind}`, isConfirm ? { password } : {});
      setPassword("");
      setProblem(null);
      onClose();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const label = t(isConfirm ? "recalls.confirm" : "recalls.give_up");
  return (
    <Dialog isOpen={step !== null} onClose={onClose} label={label}>
      <div class="col">
        {step && <p class="b">{[named(step.recall.product), scopeOf(step.recall)].filter(Boolean).join(" · ")}</p>}
        {isConfirm
          ? <SignCard meaning={t("recalls.confirm.meaning", { count: step?.recall.labels ?? 0 })} after={t("recalls.confirm.after")} password={password} onPassword={setPassword} />
          : <p>{t("recalls.give_up.what")}</p>}
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act danger={isConfirm} whyNot={isConfirm && !password ? t("summary.password_first") : null} onPress={take}>{label}</Act>
        </div>
      </div>
    </Dialog>
  );
}
