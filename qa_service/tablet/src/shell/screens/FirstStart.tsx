/** The very first start: network, host of the labels, organisations, first administrator. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../api.ts";
import { newId } from "../ids.ts";
import { Act } from "../parts/Button.tsx";
import { Field } from "../parts/Fields.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { refreshSession, signIn } from "../session.ts";
import { t } from "../words.ts";
import { LanguageChip } from "./LanguageChip.tsx";

const TEXTS = {
  setup_code: "", network_name: "", label_host: "", gtin_prefix: "",
  organisation_name: "", organisation_code: "", organisation_place: "",
  body_name: "", body_code: "", body_place: "",
  admin_name: "", admin_login: "", admin_password: "",
};
type Name = keyof typeof TEXTS;
const GROUPS: readonly (readonly [string, readonly Name[]])[] = [
  ["start", ["setup_code"]],
  ["network", ["network_name", "label_host", "gtin_prefix"]],
  ["organisation", ["organisation_name", "organisation_code", "organisation_place"]],
  ["body", ["body_name", "body_code", "body_place"]],
  ["admin", ["admin_name", "admin_login", "admin_password"]],
];

/** One form; ids are made once, so that a repeated tap does no harm. */
export default function FirstStart(): VNode {
  const [texts, setTexts] = useState(TEXTS);
  const [ids] = useState({ organisation: newId(), body: newId(), admin: newId() });
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await send("POST", "/api/first-start", requestOf(texts, ids));
      await signIn(texts.admin_login, texts.admin_password);
    } catch (thrown) {
      setProblem(asProblem(thrown));
      await refreshSession().catch(() => undefined);
    }
  };
  const field = (name: Name): VNode => (
    <Field
      key={name}
      label={t(`first_start.${name}`)}
      hint={t(`first_start.${name}.hint`) === `first_start.${name}.hint` ? undefined : t(`first_start.${name}.hint`)}
      value={texts[name]}
      type={name === "admin_password" ? "password" : "text"}
      autocomplete={name === "admin_password" ? "new-password" : "off"}
      onInput={(value) => setTexts({ ...texts, [name]: value })}
    />
  );
  return (
    <Page title={t("first_start.title")} chips={<LanguageChip />} actions={<Act onPress={submit}>{t("first_start.act")}</Act>}>
      <div class="col gap-l">
        <p class="l">{t("first_start.sub")}</p>
        <Trouble problem={problem} />
        <div class="halves">
          {GROUPS.map(([group, names]) => (
            <section class="card col" key={group}>
              <h2>{t(`first_start.group.${group}`)}</h2>
              {names.map(field)}
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}

/** The request for what was typed; the inspection body may be left out. */
export function requestOf(texts: Readonly<Record<Name, string>>, ids: { organisation: string; body: string; admin: string }): object {
  const body = { id: ids.body, code: texts.body_code.trim().toUpperCase(), name: texts.body_name, place: texts.body_place };
  return {
    setup_code: texts.setup_code.trim(), network_name: texts.network_name, label_host: texts.label_host.trim().toUpperCase(), gtin_prefix: texts.gtin_prefix.trim(),
    organisation: { id: ids.organisation, code: texts.organisation_code.trim().toUpperCase(), name: texts.organisation_name, place: texts.organisation_place },
    ...(body.name ? { inspection_body: body } : {}),
    admin: { id: ids.admin, login: texts.admin_login.trim(), name: texts.admin_name, password: texts.admin_password },
  };
}
