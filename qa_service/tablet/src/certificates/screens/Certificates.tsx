/** Certificates: what waits for a signature, what was issued; one certificate and how to withdraw it. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Icon, type IconName } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Light, Note, NotChecked, Num, Tag, type Tone } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { useMainStep, type ScreenProps } from "../../shell/screens.ts";
import { hasRole, session } from "../../shell/session.ts";
import { day, moment, named, t } from "../../shell/words.ts";
import type { Certificate, CertificateRow } from "../model.ts";
import { PlanAndRisk } from "./Release.tsx";

const STATE: Readonly<Record<CertificateRow["state"], readonly [Tone, IconName]>> = {
  prepared: ["plain", "todo"], pending_second: ["blue", "pen"], issued: ["good", "pass"], suspended: ["care", "care"], revoked: ["stop", "fail"], superseded: ["plain", "na"],
};

function StateOf({ state }: { state: CertificateRow["state"] }): VNode {
  const [tone, icon] = STATE[state] ?? (["plain", "todo"] as const);
  return <Tag tone={tone} icon={icon}>{t(`certificate.state.${state}`)}</Tag>;
}

/** Whether the second signature is the person's here: an issuer of the operator gives it. */
function waitsForMe(each: CertificateRow): boolean {
  return each.state === "pending_second" && hasRole("issuer") && session.value?.organisation?.kind === "network_operator";
}

/** A part of the first page. */
export function CertificatesHome(): VNode {
  const certificates = useResource<CertificateRow[]>("/api/certificates");
  const all = [...(certificates.value ?? [])].sort((a, b) => Number(b.state === "pending_second") - Number(a.state === "pending_second"));
  const first = all.find(waitsForMe);
  useMainStep("certificate", first ? { to: `/batches/${first.batch_id}/release`, words: t("certificates.decide", { lot: first.lot }) } : null);
  return (
    <section class="col">
      <h2>{t("certificates.title")}</h2>
      <Reading of={certificates} />
      {certificates.value !== null && all.length === 0 && <Note tone="plain" icon="plain" title={t("certificates.none")} />}
      {all.map((each) => (
        <button type="button" key={each.id} class={`card row ${waitsForMe(each) ? "mine" : ""}`} onClick={() => go(each.state === "pending_second" ? `/batches/${each.batch_id}/release` : `/certificates/${each.id}`)}>
          <div class="grow">
            <p class="l b">{named(each.product)}</p>
            <p>{t("batch.lot_word")} <Num>{each.lot}</Num> · {t("batch.pieces", { count: each.quantity })}</p>
            <p class="s dim">{[each.maker, day(each.issued_at)].filter(Boolean).join(" · ")}</p>
          </div>
          <StateOf state={each.state} />
          <Icon name="next" />
        </button>
      ))}
    </section>
  );
}

const STEPS: Readonly<Partial<Record<CertificateRow["state"], readonly string[]>>> = { issued: ["suspend", "supersede", "revoke"], suspended: ["resume", "supersede", "revoke"] };

/** One certificate. */
export default function CertificatePage({ params }: ScreenProps): VNode {
  const path = `/api/certificates/${params["certificate"]}`;
  const certificate = useResource<Certificate>(path);
  const [step, setStep] = useState<string | null>(null);
  const known = certificate.value;
  const steps = known && hasRole("issuer") ? (STEPS[known.state] ?? []) : [];
  const actions = known ? (
    <>
      {steps.map((each) => <Alt key={each} stop={each === "revoke"} onPress={() => setStep(each)}>{t(`certificate.${each}`)}</Alt>)}
      {known.state !== "pending_second" && known.state !== "prepared" && <a class="act end" href={`${path}/certificate.pdf`} target="_blank" rel="noopener"><Icon name="doc" /><span>{t("certificate.pdf")}</span></a>}
    </>
  ) : undefined;
  return (
    <Page title={known ? <>{t("certificate.title")} <Num>{known.number}</Num></> : t("certificates.title")} name={t("certificate.title")} sub={known ? <>{named(known.product)} · {t("batch.lot_word")} <Num>{known.lot}</Num></> : undefined} back="/" actions={actions}>
      <Reading of={certificate} />
      {known && (
        <div class="narrow col">
          <div><StateOf state={known.state} /></div>
          <section class="card">
            <dl class="facts">
              <dt>{t("batch.workshop")}</dt><dd>{known.maker}</dd>
              <dt>{t("batch.inspection_body")}</dt><dd>{known.inspected_by}</dd>
              <dt>{t("certificate.quantity")}</dt><dd>{t("batch.pieces", { count: known.quantity })}</dd>
              <dt>{t("certificate.labels")}</dt><dd class="num">{known.labels_count}</dd>
              {known.issued_at && <><dt>{t("certificate.issued")}</dt><dd>{moment(known.issued_at)}</dd></>}
              <dt>{t("certificate.log")}</dt><dd>{known.leaf === null ? t("certificate.log.not") : t("certificate.log.leaf", { leaf: known.leaf })}</dd>
            </dl>
          </section>
          <section class="card col">
            <h2>{t("certificate.signatures")}</h2>
            <Light ok={known.first_signed_at !== null}>{[known.inspected_by, moment(known.first_signed_at)].filter(Boolean).join(", ")}</Light>
            {known.issued_at ? <Light ok>{`${known.released_by}, ${moment(known.issued_at)}`}</Light> : <Light ok={null}>{t("certificate.second_missing")}</Light>}
          </section>
          <NotChecked items={known.not_checked.map((each) => t(`not_checked.${each}`))} />
          <PlanAndRisk plan={known.plan} />
          {known.leaf !== null && <Note tone="plain" icon="plain" title={known.witnesses > 0 ? t("certificate.witnessed", { count: known.witnesses }) : t("certificate.not_witnessed")} />}
          <StepDialog step={step} path={path} onClose={() => setStep(null)} onDone={() => void certificate.reload()} />
        </div>
      )}
    </Page>
  );
}

function StepDialog({ step, path, onClose, onDone }: { step: string | null; path: string; onClose: () => void; onDone: () => void }): VNode {
  const [reason, setReason] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = async (): Promise<void> => {
    try {
      await send("POST", `${path}/${step}`, { reason: reason.trim(), password });
      setPassword("");
      setProblem(null);
      onClose();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Dialog isOpen={step !== null} onClose={onClose} label={t(`certificate.${step ?? "suspend"}`)}>
      <div class="col">
        <Field label={t("batch.reason")} value={reason} lines={2} onInput={setReason} />
        <SignCard meaning={t(`certificate.${step ?? "suspend"}.meaning`)} after={t("certificate.after")} password={password} onPassword={setPassword} />
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act danger={step === "revoke"} whyNot={reason.trim() && password ? null : t("certificate.reason_first")} onPress={take}>{t(`certificate.${step ?? "suspend"}`)}</Act>
        </div>
      </div>
    </Dialog>
  );
}
