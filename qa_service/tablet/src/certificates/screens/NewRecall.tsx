/** Propose a recall: product, lot or all, why, what to do, whom to ask. Another person confirms it. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { named, t } from "../../shell/words.ts";
import type { CertificateRow } from "../model.ts";
import { reasonCode } from "../recall.ts";

const OUT: readonly CertificateRow["state"][] = ["issued", "suspended", "superseded", "revoked"];

/** The form; nothing is public before the second person. */
export default function NewRecall(): VNode {
  const certificates = useResource<CertificateRow[]>("/api/certificates");
  const [id] = useState(newId);
  const [gtin, setGtin] = useState("");
  const [lot, setLot] = useState("");
  const [serial, setSerial] = useState("");
  const [reason, setReason] = useState("");
  const [action, setAction] = useState("");
  const [contact, setContact] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const out = (certificates.value ?? []).filter((each) => OUT.includes(each.state));
  const products = [...new Map(out.map((each) => [each.gtin, { value: each.gtin, label: `${named(each.product)} (${each.gtin})` }])).values()];
  const lots = [...new Set(out.filter((each) => each.gtin === gtin).map((each) => each.lot))].map((each) => ({ value: each, label: each }));
  const isSaid = gtin !== "" && reasonCode(reason) !== "" && action.trim() !== "" && contact.trim() !== "";
  const propose = async (): Promise<void> => {
    try {
      await send("POST", "/api/recalls", {
        id, gtin, lot: lot || null, serial: serial.trim().toUpperCase() || null, reason: reasonCode(reason), action: action.trim(), contact: contact.trim(), password,
      });
      go("/recalls");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const actions = (
    <>
      <Alt icon="back" onPress={() => go("/recalls")}>{t("action.back")}</Alt>
      <Act danger whyNot={!isSaid ? t("recalls.say_all") : password ? null : t("summary.password_first")} onPress={propose}>{t("recalls.propose")}</Act>
    </>
  );
  return (
    <Page title={t("recalls.begin")} back="/recalls" actions={actions}>
      <Reading of={certificates} />
      <div class="narrow col">
        {certificates.value !== null && products.length === 0 && <Note tone="plain" icon="plain" title={t("recalls.nothing_released")} />}
        <section class="card col">
          <Select label={t("recalls.product")} value={gtin} options={products} empty={t("recalls.choose")} onInput={(value) => { setGtin(value); setLot(""); }} />
          <Select label={t("recalls.lot")} value={lot} options={lots} empty={t("recalls.every_lot")} onInput={setLot} />
          <Field label={t("recalls.serial")} hint={t("recalls.serial.hint")} value={serial} onInput={setSerial} ltr />
        </section>
        <section class="card col">
          <Field label={t("recalls.reason")} hint={t("recalls.reason.hint")} value={reason} onInput={setReason} />
          <Field label={t("recalls.action")} hint={t("recalls.action.hint")} value={action} lines={3} onInput={setAction} />
          <Field label={t("recalls.contact")} hint={t("recalls.contact.hint")} value={contact} onInput={setContact} />
        </section>
        <SignCard meaning={t("recalls.propose.meaning")} after={t("recalls.propose.after")} password={password} onPassword={setPassword} />
        <Trouble problem={problem} />
      </div>
    </Page>
  );
}
