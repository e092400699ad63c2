/** Signing: the meaning in words, the password again. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { session } from "../session.ts";
import { t } from "../words.ts";
import { Field } from "./Fields.tsx";
import { Icon } from "./Icon.tsx";

/** The card of a signature; the caller's main action signs. */
export function SignCard({ meaning, after, password, onPassword }: { meaning: string; after: string; password: string; onPassword: (password: string) => void }): VNode {
  const [isShown, setShown] = useState(false);
  const who = session.value;
  return (
    <section class="card mine col">
      <div class="row">
        <Icon name="pen" size="big" />
        <div class="grow">
          <h2>{t("sign.title")}</h2>
          <p class="s">{[who?.person?.name, who?.organisation?.name].filter(Boolean).join(", ")}</p>
        </div>
      </div>
      <div class="note blue">
        <Icon name="pass" />
        <div>
          <p class="b">{meaning}</p>
          <p class="s">{after}</p>
        </div>
      </div>
      <Field label={t("sign.password")} type={isShown ? "text" : "password"} autocomplete="current-password" value={password} onInput={onPassword} ltr />
      <button type="button" class="textual" onClick={() => setShown(!isShown)}>
        {isShown ? t("sign_in.hide") : t("sign_in.show")}
      </button>
    </section>
  );
}
