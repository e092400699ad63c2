/** Problem reports of a lot: each failed unit, where its report stands, and the next step. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field } from "../../shell/parts/Fields.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Letter, Num } from "../../shell/parts/Plates.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { hasRole } from "../../shell/session.ts";
import { t } from "../../shell/words.ts";
import type { Unit } from "../model.ts";

interface Report {
  readonly id: string;
  readonly unit_id: string;
  readonly class: string;
  readonly state: "open" | "contained" | "dispositioned" | "verified" | "closed";
  readonly disposition: string;
  readonly reason: string;
}

interface Requested {
  readonly id: string;
  readonly is_excepted: boolean;
  readonly refused: string | null;
}

const NEXT: Readonly<Partial<Record<Report["state"], Report["state"]>>> = { open: "contained", contained: "dispositioned", dispositioned: "verified", verified: "closed" };

/** A card; nothing when no unit failed. */
export function Problems({ batch_id }: { batch_id: string }): VNode | null {
  const isAllowed = hasRole("maker", "reviewer");
  const reports = useResource<Report[]>(`/api/batches/${batch_id}/nonconformances`);
  const units = useResource<Unit[]>((reports.value?.length ?? 0) > 0 ? `/api/batches/${batch_id}/units` : null);
  const requests = useResource<Requested[]>((reports.value?.length ?? 0) > 0 ? `/api/batches/${batch_id}/concession-requests` : null);
  const [asked, setAsked] = useState<Report | null>(null);
  if (!reports.value || reports.value.length === 0) return null;
  return (
    <section class="card col gap-s">
      <h2>{t("problems.title")}</h2>
      {reports.value.map((report) => (
        <div class="row wrap" key={report.id}>
          <Letter>{report.class}</Letter>
          <span class="grow">
            <b>{t("item.unit_word")} <Num>{units.value?.find((unit) => unit.id === report.unit_id)?.serial ?? ""}</Num></b>
            <br />
            <span class="s dim">{t(`problems.state.${report.state}`)}{report.disposition && ` · ${t(`problems.${report.disposition}`)}`}</span>
            <AboutException requested={requests.value?.find((each) => each.id === report.id)} />
          </span>
          {isAllowed && NEXT[report.state] && <Alt small onPress={() => setAsked(report)}>{t(`problems.to.${NEXT[report.state]}`)}</Alt>}
        </div>
      ))}
      <Step report={asked} mayAsk={asked !== null && !requests.value?.some((each) => each.id === asked.id)} onClose={() => setAsked(null)} onDone={() => void Promise.all([reports.reload(), requests.reload()])} />
    </section>
  );
}

/** That the design owner was asked, and what they said when they said no. */
function AboutException({ requested }: { requested: Requested | undefined }): VNode | null {
  if (!requested || requested.is_excepted) return null;
  return <><br /><span class="s b">{requested.refused === null ? t("problems.asked") : t("problems.refused", { reason: requested.refused })}</span></>;
}

function Step({ report, mayAsk, onClose, onDone }: { report: Report | null; mayAsk: boolean; onClose: () => void; onDone: () => void }): VNode {
  const [disposition, setDisposition] = useState("scrap");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const to = report ? NEXT[report.state] : undefined;
  const decides = to === "dispositioned";
  // what fails in class A is never used as it is; the design owner is asked once
  const choices = report?.class === "A" || !mayAsk ? ["scrap", "rework"] : ["scrap", "rework", "concession"];
  const asks = decides && disposition === "concession";
  const take = async (): Promise<void> => {
    try {
      if (asks) await send("POST", `/api/nonconformances/${report?.id}/concession-request`, { reason: reason.trim() });
      else await send("POST", `/api/nonconformances/${report?.id}`, { to, disposition: decides ? disposition : null, reason: reason.trim() });
      setProblem(null);
      setReason("");
      onClose();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const title = to ? t(`problems.to.${to}`) : "";
  return (
    <Dialog isOpen={report !== null} onClose={onClose} label={title}>
      <div class="col">
        <h2>{title}</h2>
        {to && <p>{t(`problems.to.${to}.what`)}</p>}
        {decides && <Choice label={t("problems.what")} value={disposition} options={choices.map((each) => ({ value: each, label: t(each === "concession" ? "problems.ask" : `problems.${each}`) }))} onInput={setDisposition} />}
        {asks && <p class="s">{t("problems.ask.what")}</p>}
        {decides && <Field label={t("batch.reason")} value={reason} lines={3} onInput={setReason} />}
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act whyNot={decides && !reason.trim() ? t("batch.reason.needed") : null} onPress={take}>{asks ? t("problems.ask") : title}</Act>
        </div>
      </div>
    </Dialog>
  );
}
