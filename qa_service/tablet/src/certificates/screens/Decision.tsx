/** Instead of signing: refuse the lot with the reason, or send it back with a question to its inspector. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { t } from "../../shell/words.ts";
import type { Unit } from "../../inspections/model.ts";
import type { ReleaseView } from "../model.ts";

export type DecisionStep = "refuse" | "ask";

/** One of both, until it is sent. */
export function DecisionDialog({ step, view, batch_id, onClose, onDone }: { step: DecisionStep | null; view: ReleaseView; batch_id: string; onClose: () => void; onDone: () => void }): VNode {
  const done = (): void => {
    onClose();
    onDone();
  };
  return (
    <Dialog isOpen={step !== null} onClose={onClose} label={t(`release.${step ?? "ask"}`)}>
      {step === "refuse" ? <Refuse view={view} batch_id={batch_id} onClose={onClose} onDone={done} /> : <Ask view={view} batch_id={batch_id} onClose={onClose} onDone={done} />}
    </Dialog>
  );
}

interface StepProps {
  readonly view: ReleaseView;
  readonly batch_id: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Refuse({ view, batch_id, onClose, onDone }: StepProps): VNode {
  const [id] = useState(newId);
  const [reason, setReason] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const refuse = async (): Promise<void> => {
    try {
      await send("POST", `/api/batches/${batch_id}/refusal`, { id, reason: reason.trim(), password });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <div class="col">
      <Field label={t("release.refuse.why")} hint={t("release.refuse.hint")} value={reason} lines={3} onInput={setReason} />
      <SignCard meaning={t("release.refuse.meaning", { lot: view.lot })} after={t("release.refuse.after")} password={password} onPassword={setPassword} />
      <Trouble problem={problem} />
      <div class="row wrap">
        <Alt onPress={onClose}>{t("action.back")}</Alt>
        <Act icon="fail" danger whyNot={reason.trim() && password ? null : t("certificate.reason_first")} onPress={refuse}>{t("release.refuse.act")}</Act>
      </div>
    </div>
  );
}

function Ask({ view, batch_id, onClose, onDone }: StepProps): VNode {
  const [id] = useState(newId);
  const [text, setText] = useState("");
  const [unit, setUnit] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const units = useResource<Unit[]>(`/api/batches/${batch_id}/units`);
  const ask = async (): Promise<void> => {
    try {
      await send("POST", `/api/batches/${batch_id}/questions`, { id, text: text.trim(), unit_id: unit || null });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <div class="col">
      <h2>{t("release.ask")}</h2>
      <p>{t("release.ask.what", { who: view.inspector.person })}</p>
      <Field label={t("release.ask.text")} value={text} lines={4} onInput={setText} />
      <Select label={t("release.ask.about")} value={unit} empty={t("release.ask.lot")} options={(units.value ?? []).map((each) => ({ value: each.id, label: each.serial }))} onInput={setUnit} />
      <Trouble problem={problem} />
      <div class="row wrap">
        <Alt onPress={onClose}>{t("action.back")}</Alt>
        <Act icon="undo" whyNot={text.trim() ? null : t("release.ask.needed")} onPress={ask}>{t("release.ask.act")}</Act>
      </div>
    </div>
  );
}
