/** What the issuer asked about a signed inspection, with the answers; the inspector's page to answer. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { hasRole, type Role } from "../../shell/session.ts";
import { moment, t } from "../../shell/words.ts";
import type { Question, Said } from "../model.ts";

// as the rules of the server name them; the maker reads verdicts, not visits
const READERS: readonly Role[] = ["inspector", "reviewer", "issuer", "auditor", "admin"];

/** A card; nothing when nobody asked, or for those who do not read the inspection. */
export function Questions({ batch_id }: { batch_id: string }): VNode | null {
  const questions = useResource<Question[]>(hasRole(...READERS) ? `/api/batches/${batch_id}/questions` : null);
  if (!questions.value || questions.value.length === 0) return null;
  return (
    <section class="card col gap-s">
      <h2>{t("question.title")}</h2>
      {questions.value.map((each) => <OneQuestion key={each.id} question={each} />)}
    </section>
  );
}

function OneQuestion({ question }: { question: Question }): VNode {
  return (
    <div class="col gap-s">
      <SaidLine said={question} icon="ask" unit={question.unit} />
      {question.answer ? <SaidLine said={question.answer} icon="pen" /> : <p class="b">{t("question.waits")}</p>}
    </div>
  );
}

function SaidLine({ said, icon, unit }: { said: Said; icon: "ask" | "pen"; unit?: string | null }): VNode {
  return (
    <div class="row">
      <Icon name={icon} />
      <div class="grow">
        {unit && <p class="b">{t("item.unit_word")} <Num>{unit}</Num></p>}
        <p dir="auto">{said.text}</p>
        <p class="s dim">{`${said.person}, ${said.organisation} · ${moment(said.at)}`}</p>
      </div>
    </div>
  );
}

/** The page of the inspector: the question, the addendum, the signature. */
export default function AnswerPage({ params }: ScreenProps): VNode {
  const back = `/batches/${params["batch"]}`;
  const questions = useResource<Question[]>(`/api/batches/${params["batch"]}/questions`);
  const [text, setText] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = questions.value?.find((each) => each.may_answer);
  const answer = async (): Promise<void> => {
    try {
      await send("POST", `/api/questions/${asked?.id}/answer`, { text: text.trim(), password });
      go(back);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const whyNot = text.trim() ? (password ? null : t("summary.password_first")) : t("question.answer.needed");
  return (
    <Page title={t("question.answer")} back={back} actions={asked ? <Act icon="pen" whyNot={whyNot} onPress={answer}>{t("question.answer.act")}</Act> : undefined}>
      <div class="narrow col">
        <Reading of={questions} />
        {questions.value !== null && !asked && <Note tone="plain" icon="plain" title={t("question.none")} />}
        {asked && (
          <>
            <section class="card"><SaidLine said={asked} icon="ask" unit={asked.unit} /></section>
            <Field label={t("question.answer.text")} hint={t("question.answer.hint")} value={text} lines={5} onInput={setText} />
            <SignCard meaning={t("question.answer.meaning")} after={t("question.answer.after")} password={password} onPassword={setPassword} />
            <Trouble problem={problem} />
          </>
        )}
      </div>
    </Page>
  );
}
