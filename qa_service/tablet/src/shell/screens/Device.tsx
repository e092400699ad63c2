/** This device and this person: theme, gloves, hand, language, password, sign out. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../api.ts";
import { Act, Alt } from "../parts/Button.tsx";
import { Choice, Field } from "../parts/Fields.tsx";
import { Page } from "../parts/Page.tsx";
import { Note } from "../parts/Plates.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { forgetAll } from "../resource.ts";
import { go } from "../router.ts";
import { unsentCount } from "../sender.ts";
import { session, signOut } from "../session.ts";
import { gloves, hand, setGloves, setHand, setTheme, theme, type Hand, type Theme } from "../settings.ts";
import { chooseLanguage, language, LANGUAGES, t, type Language } from "../words.ts";

/** Choices that stay on this device, and the person's own password. */
export default function Device(): VNode {
  const yesNo = [{ value: "no", label: t("device.gloves.no") }, { value: "yes", label: t("device.gloves.yes") }];
  const leave = async (): Promise<void> => {
    await signOut();
    forgetAll();
    go("/");
  };
  return (
    <Page title={t("today.device")} sub={session.value?.person?.name} back="/" actions={<Act onPress={leave}>{t("device.sign_out")}</Act>}>
      <div class="halves">
        <section class="card col">
          <h2>{t("device.title")}</h2>
          <Choice label={t("device.language")} value={language.value} options={LANGUAGES.map((each) => ({ value: each, label: t(`language.${each}`) }))} onInput={(value) => void chooseLanguage(value as Language)} />
          <Choice label={t("device.theme")} value={theme.value} options={["day", "sun"].map((each) => ({ value: each, label: t(`device.theme.${each}`) }))} onInput={(value) => setTheme(value as Theme)} />
          <Choice label={t("device.gloves")} value={gloves.value ? "yes" : "no"} options={yesNo} onInput={(value) => setGloves(value === "yes")} />
          <Choice label={t("device.hand")} value={hand.value} options={["right", "left"].map((each) => ({ value: each, label: t(`device.hand.${each}`) }))} onInput={(value) => setHand(value as Hand)} />
          {unsentCount.value > 0 && (
            <Note tone="care" icon="unsent" title={t("kept.not_sent", { count: unsentCount.value })}>
              {t("device.unsent")}
            </Note>
          )}
        </section>
        <NewPassword />
      </div>
    </Page>
  );
}

function NewPassword(): VNode {
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = async (): Promise<void> => {
    try {
      await send("POST", "/api/session/password", { current, new: fresh });
      setProblem(null);
      setDone(true);
      setCurrent("");
      setFresh("");
    } catch (thrown) {
      setDone(false);
      setProblem(asProblem(thrown));
    }
  };
  return (
    <section class="card col">
      <h2>{t("device.password")}</h2>
      <Field label={t("device.password.current")} type="password" autocomplete="current-password" value={current} onInput={setCurrent} ltr />
      <Field label={t("reset.password")} type="password" autocomplete="new-password" value={fresh} onInput={setFresh} hint={t("reset.password.hint")} ltr />
      <Trouble problem={problem} />
      {isDone && <Note tone="good" icon="pass" title={t("device.password.done")} />}
      <Alt onPress={change}>{t("device.password.act")}</Alt>
    </section>
  );
}
