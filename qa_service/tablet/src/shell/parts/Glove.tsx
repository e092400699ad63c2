/** Three answers for gloves: Pass is the largest, Fail is outlined and apart. */
import type { VNode } from "preact";
import { t } from "../words.ts";
import { Icon } from "./Icon.tsx";

export type GloveAnswer = "pass" | "fail" | NotDone;
/** The third answer: a size applies to every piece, so it can only be impossible to check. */
export type NotDone = "not_applicable" | "not_measurable";

/** 24 px apart; the caller saves the answer, then shows the next item. */
export function GloveAnswers({ third, onAnswer }: { third: NotDone; onAnswer: (answer: GloveAnswer) => void }): VNode {
  return (
    <section class="answers">
      <button type="button" class="answer na" onClick={() => onAnswer(third)}>
        <Icon name={third === "not_applicable" ? "na" : "ask"} size="huge" />
        <span>{t(`outcome.${third}`)}</span>
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
