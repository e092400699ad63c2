/** What people reported about released items: read it, say what was done. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { hasRole } from "../../shell/session.ts";
import { moment, named, t } from "../../shell/words.ts";
import type { Complaint } from "../model.ts";

/** A part of the first page: only while something is open. */
export function ComplaintsHome(): VNode | null {
  const complaints = useResource<Complaint[]>("/api/complaints");
  const open = (complaints.value ?? []).filter((each) => each.closing === null);
  if (open.length === 0) return null;
  return (
    <button type="button" class="card row mine" onClick={() => go("/complaints")}>
      <Icon name="care" tone="care" size="big" />
      <span class="grow l b">{t("complaints.open", { count: open.length })}</span>
      <Icon name="next" />
    </button>
  );
}

/** All reports, newest first. */
export default function Complaints(): VNode {
  const complaints = useResource<Complaint[]>("/api/complaints");
  const [closing, setClosing] = useState<Complaint | null>(null);
  return (
    <Page title={t("complaints.title")} back="/">
      <div class="narrow col">
        <Reading of={complaints} />
        {complaints.value !== null && complaints.value.length === 0 && <Note tone="plain" icon="plain" title={t("complaints.none")} />}
        {(complaints.value ?? []).map((each) => <OneComplaint key={each.id} complaint={each} onClose={() => setClosing(each)} />)}
        <CloseDialog complaint={closing} onClose={() => setClosing(null)} onDone={() => void complaints.reload()} />
      </div>
    </Page>
  );
}

function OneComplaint({ complaint, onClose }: { complaint: Complaint; onClose: () => void }): VNode {
  const { closing } = complaint;
  return (
    <section class={`card col gap-s ${closing ? "" : "mine"}`}>
      <div class="row wrap">
        <h2 class="grow">{named(complaint.product) || t("complaints.unknown")}</h2>
        <Tag tone={closing ? "plain" : "care"} icon={closing ? "pass" : "care"}>{t(closing ? "complaints.done" : "complaints.waits")}</Tag>
      </div>
      <p>{t("batch.lot_word")} <Num>{complaint.lot}</Num> · <Num>{complaint.serial}</Num></p>
      <p class="l" dir="auto">{complaint.text}</p>
      <p class="s dim">{moment(complaint.at)}</p>
      <p class="s">{complaint.contact ? <>{t("complaints.contact")} <b><bdi>{complaint.contact}</bdi></b></> : t("complaints.no_contact")}</p>
      {closing && <Note tone="plain" icon="pass" title={closing.text}>{`${closing.person} · ${moment(closing.at)}`}</Note>}
      <div class="row wrap">
        {complaint.batch_id && <Alt small onPress={() => go(`/batches/${complaint.batch_id}`)}>{t("release.see_batch")}</Alt>}
        {complaint.certificate_id && hasRole("issuer") && <Alt small icon="doc" onPress={() => go(`/certificates/${complaint.certificate_id}`)}>{t("complaints.hold")}</Alt>}
        {!closing && hasRole("issuer", "reviewer") && <Alt small icon="pen" onPress={onClose}>{t("complaints.close")}</Alt>}
      </div>
    </section>
  );
}

function CloseDialog({ complaint, onClose, onDone }: { complaint: Complaint | null; onClose: () => void; onDone: () => void }): VNode {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = async (): Promise<void> => {
    try {
      await send("POST", `/api/complaints/${complaint?.id}/close`, { text: text.trim() });
      setText("");
      setProblem(null);
      onClose();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Dialog isOpen={complaint !== null} onClose={onClose} label={t("complaints.close")}>
      <div class="col">
        <h2>{t("complaints.close")}</h2>
        <Field label={t("complaints.what")} value={text} lines={3} onInput={setText} />
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act whyNot={text.trim() ? null : t("complaints.what.needed")} onPress={close}>{t("complaints.close")}</Act>
        </div>
      </div>
    </Dialog>
  );
}
