/** People and organisations of the network, for administrators. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../api.ts";
import { newId } from "../ids.ts";
import { Act, Alt } from "../parts/Button.tsx";
import { Choice, Field, Select, Tick } from "../parts/Fields.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Page } from "../parts/Page.tsx";
import { Note, Num, Tag } from "../parts/Plates.tsx";
import { Reading, Trouble } from "../parts/Trouble.tsx";
import { useResource } from "../resource.ts";
import { go } from "../router.ts";
import type { ScreenProps } from "../screens.ts";
import type { Organisation, Person, Role } from "../session.ts";
import { moment, t } from "../words.ts";

const ROLES: readonly Role[] = ["maker", "inspector", "reviewer", "design_owner", "issuer", "receiver", "auditor", "admin"];
const KINDS = ["workshop", "inspection_body", "agency", "design_owner", "network_operator"] as const;

interface ResetCode {
  readonly code: string;
  readonly expires_at: string;
}

/** Everybody, by organisation. */
export default function People(): VNode {
  const people = useResource<Person[]>("/api/people");
  const organisations = useResource<Organisation[]>("/api/organisations");
  const actions = (
    <>
      <Alt icon="plus" onPress={() => go("/organisations/new")}>{t("organisation.add")}</Alt>
      <Act icon="plus" onPress={() => go("/people/new")}>{t("person.add")}</Act>
    </>
  );
  return (
    <Page title={t("people.title")} back="/" actions={actions}>
      <div class="col gap-l">
        <Reading of={people} />
        <Reading of={organisations} />
        {(organisations.value ?? []).map((organisation) => (
          <section class="col" key={organisation.id}>
            <div class="row wrap base">
              <h2>{organisation.name}</h2>
              <span class="s dim">
                {t(`organisation.kind.${organisation.kind}`)} · <span class="num">{organisation.code}</span>
                {organisation.place && ` · ${organisation.place}`}
              </span>
            </div>
            {(people.value ?? [])
              .filter((person) => person.organisation_id === organisation.id)
              .map((person) => (
                <button type="button" class="card row" key={person.id} onClick={() => go(`/people/${person.id}`)}>
                  <Icon name="person" />
                  <span class="grow">
                    <b>{person.name}</b> <span class="s dim num">{person.login}</span>
                    <br />
                    <span class="s">{person.roles.map((role) => t(`role.${role}`)).join(", ") || t("person.no_role")}</span>
                  </span>
                  {person.closed_at && <Tag tone="plain" icon="na">{t("person.closed")}</Tag>}
                  <Icon name="next" />
                </button>
              ))}
          </section>
        ))}
      </div>
    </Page>
  );
}

/** One person: roles, a new one-time code, close. */
export function PersonPage({ params }: ScreenProps): VNode {
  const people = useResource<Person[]>("/api/people");
  const organisations = useResource<Organisation[]>("/api/organisations");
  const person = (people.value ?? []).find((each) => each.id === params["person"]) ?? null;
  const home = organisations.value?.find((each) => each.id === person?.organisation_id);
  const [roles, setRoles] = useState<readonly Role[] | null>(null);
  const [reason, setReason] = useState("");
  const [code, setCode] = useState<ResetCode | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const held = roles ?? person?.roles ?? [];
  const attempt = (action: () => Promise<void>) => async (): Promise<void> => {
    try {
      await action();
      setProblem(null);
      await people.reload();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const save = attempt(async () => {
    await send("PUT", `/api/people/${params["person"]}/roles`, { roles: [...held] });
    setRoles(null);
  });
  const newCode = attempt(async () => setCode(await send<ResetCode>("POST", `/api/people/${params["person"]}/reset-code`)));
  const close = attempt(async () => {
    await send("POST", `/api/people/${params["person"]}/close`, { reason });
  });
  return (
    <Page title={person?.name ?? t("people.title")} sub={person ? <>{home && `${home.name} · `}<Num>{person.login}</Num></> : undefined} back="/people" actions={<Act whyNot={roles === null ? t("person.roles.same") : null} onPress={save}>{t("person.roles.save")}</Act>}>
      <div class="col">
        <Reading of={people} />
        <Trouble problem={problem} />
        {person && (
          <div class="halves">
            <section class="card">
              <h2>{t("person.roles")}</h2>
              {ROLES.map((role) => (
                <Tick key={role} checked={held.includes(role)} onChange={(on) => setRoles(on ? [...held, role] : held.filter((each) => each !== role))}>
                  {t(`role.${role}`)}
                  <br />
                  <span class="s dim">{t(`role.${role}.does`)}</span>
                </Tick>
              ))}
            </section>
            <div class="col">
              <section class="card col">
                <h2>{t("person.code")}</h2>
                <p class="s">{t("person.code.what")}</p>
                {code && <CodeNote code={code} />}
                <Alt onPress={newCode}>{t("person.code.act")}</Alt>
              </section>
              {!person.closed_at && (
                <section class="card col">
                  <h2>{t("person.close")}</h2>
                  <p class="s">{t("person.close.what")}</p>
                  <Field label={t("person.close.reason")} value={reason} onInput={setReason} />
                  <Alt stop icon="fail" whyNot={reason.trim() ? null : t("person.close.why_not")} onPress={close}>{t("person.close.act")}</Alt>
                </section>
              )}
            </div>
          </div>
        )}
      </div>
    </Page>
  );
}

function CodeNote({ code }: { code: ResetCode }): VNode {
  return (
    <Note tone="blue" icon="plain" title={<span class="num l">{code.code}</span>}>
      {t("person.code.until", { time: moment(code.expires_at) })}
    </Note>
  );
}

/** Add a person; the one-time code is shown once. */
export function NewPerson(): VNode {
  const organisations = useResource<Organisation[]>("/api/organisations");
  const [id] = useState(newId);
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [home, setHome] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [code, setCode] = useState<ResetCode | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async (): Promise<void> => {
    try {
      const answer = await send<{ reset_code: ResetCode | null }>("POST", "/api/people", { id, login: login.trim(), name: name.trim(), organisation_id: home, roles });
      setProblem(null);
      setCode(answer.reset_code);
      if (!answer.reset_code) go(`/people/${id}`);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const whyNot = login && name && home ? null : t("form.fill_all");
  return (
    <Page title={t("person.add")} back="/people" actions={code ? <Act onPress={() => go("/people")}>{t("action.done")}</Act> : <Act whyNot={whyNot} onPress={add}>{t("person.add.act")}</Act>}>
      <div class="narrow col">
        <Reading of={organisations} />
        <Trouble problem={problem} />
        {code ? (
          <>
            <p>{t("person.code.hand_over", { name })}</p>
            <CodeNote code={code} />
          </>
        ) : (
          <>
            <Field label={t("person.name")} value={name} onInput={setName} />
            <Field label={t("person.login")} value={login} onInput={setLogin} ltr />
            <Select label={t("person.organisation")} value={home} empty={t("form.choose")} options={(organisations.value ?? []).map((each) => ({ value: each.id, label: each.name }))} onInput={setHome} />
            <section class="card">
              <h2>{t("person.roles")}</h2>
              {ROLES.map((role) => (
                <Tick key={role} checked={roles.includes(role)} onChange={(on) => setRoles(on ? [...roles, role] : roles.filter((each) => each !== role))}>
                  {t(`role.${role}`)}
                </Tick>
              ))}
            </section>
          </>
        )}
      </div>
    </Page>
  );
}

/** Add an organisation. */
export function NewOrganisation(): VNode {
  const [id] = useState(newId);
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [place, setPlace] = useState("");
  const [kind, setKind] = useState<string>("workshop");
  const [makerNumber, setMakerNumber] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async (): Promise<void> => {
    try {
      const number = kind === "workshop" && makerNumber ? Number(makerNumber) : null;
      await send("POST", "/api/organisations", { id, code: code.trim().toUpperCase(), name: name.trim(), kind, place, maker_number: number });
      go("/people");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Page title={t("organisation.add")} back="/people" actions={<Act whyNot={name && code ? null : t("form.fill_all")} onPress={add}>{t("organisation.add.act")}</Act>}>
      <div class="narrow col">
        <Trouble problem={problem} />
        <Field label={t("organisation.name")} value={name} onInput={setName} />
        <Field label={t("organisation.code")} value={code} onInput={setCode} hint={t("organisation.code.hint")} ltr />
        <Field label={t("organisation.place")} value={place} onInput={setPlace} />
        <Choice label={t("organisation.kind")} value={kind} options={KINDS.map((each) => ({ value: each, label: t(`organisation.kind.${each}`) }))} onInput={setKind} />
        {kind === "workshop" && <Field label={t("organisation.maker_number")} hint={t("organisation.maker_number.hint")} value={makerNumber} mode="numeric" onInput={setMakerNumber} />}
      </div>
    </Page>
  );
}
