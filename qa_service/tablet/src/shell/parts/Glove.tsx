/** Three answers for gloves: Pass is the largest, Fail is outlined and apart. */
import type { VNode } from "preact";
import { t } from "../words.ts";
import { Icon } from "./Icon.tsx";

export type GloveAnswer = "pass" | "fail" | "not_applicable";

/** 24 px apart; the caller saves the answer, then shows the next item. */
export function GloveAnswers({ onAnswer }: { onAnswer: (answer: GloveAnswer) => void }): VNode {
  return (
    <section class="answers">
      <button type="button" class="answer na" onClick={() => onAnswer("not_applicable")}>
        <Icon name="na" size="huge" />
        <span>{t("outcome.not_applicable")}</span>
      </button>
      <button type="button" class="answer fail" onClick={() => onAnswer("fail")}>
        <Icon name="fail" size="huge" />
        <span>{t("outcome.fail")}</span>
      </button>
      <button type="button" class="answer pass" onClick={() => onAnswer("pass")}>
        <Icon name="pass" size="huge" />
        <span>{t("outcome.pass")}</span>
      </button>
    </section>
  );
}
