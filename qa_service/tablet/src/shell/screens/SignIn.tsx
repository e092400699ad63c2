/** Sign in, or set a password with a one-time code. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../api.ts";
import { Act, Alt } from "../parts/Button.tsx";
import { Field } from "../parts/Fields.tsx";
import { Page } from "../parts/Page.tsx";
import { Note } from "../parts/Plates.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { go } from "../router.ts";
import { signIn } from "../session.ts";
import { t } from "../words.ts";
import { LanguageChip } from "./LanguageChip.tsx";

const FORM = "sign-in";

/** Login and password. */
export default function SignIn(): VNode {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await signIn(login.trim(), password);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const actions = (
    <>
      <Alt onPress={() => go("/reset")}>{t("sign_in.have_code")}</Alt>
      <div class="end grow-phone">
        <Act onPress={submit}>{t("sign_in.act")}</Act>
      </div>
    </>
  );
  return (
    <Page title={t("sign_in.title")} sub={<span class="only-wide">{t("sign_in.sub")}</span>} chips={<LanguageChip />} actions={actions}>
      <form class="narrow col" id={FORM} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Field label={t("sign_in.login")} value={login} onInput={setLogin} autocomplete="username" ltr />
        <Field label={t("sign_in.password")} type={isShown ? "text" : "password"} value={password} onInput={setPassword} autocomplete="current-password" ltr />
        <button type="button" class="textual" onClick={() => setShown(!isShown)}>
          {isShown ? t("sign_in.hide") : t("sign_in.show")}
        </button>
        <button type="submit" class="hidden" tabIndex={-1} aria-hidden="true">
          {t("sign_in.act")}
        </button>
        <Trouble problem={problem} />
        <Note tone="plain" icon="plain" title={t("sign_in.without.title")}>
          <p>{t("sign_in.without")}</p>
          <button type="button" class="textual" onClick={() => go("/scan")}>{t("sign_in.scan")}</button>
        </Note>
      </form>
    </Page>
  );
}

/** A new password by a one-time code that an administrator handed over. */
export function Reset(): VNode {
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await send("POST", "/api/password-resets", { code: code.trim(), new: password });
      setProblem(null);
      setDone(true);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Page
      title={t("reset.title")}
      back="/"
      actions={<div class="end grow-phone">{isDone ? <Act onPress={() => go("/")}>{t("reset.go_on")}</Act> : <Act onPress={submit}>{t("reset.act")}</Act>}</div>}
    >
      <div class="narrow col">
        {isDone ? (
          <Note tone="good" icon="pass" title={t("reset.done")}>
            {t("reset.done.todo")}
          </Note>
        ) : (
          <>
            <p>{t("reset.intro")}</p>
            <Field label={t("reset.code")} value={code} onInput={setCode} ltr />
            <Field label={t("reset.password")} type="password" value={password} onInput={setPassword} autocomplete="new-password" hint={t("reset.password.hint")} ltr />
            <Trouble problem={problem} />
          </>
        )}
      </div>
    </Page>
  );
}
