/** The design owner: lots about which somebody asked, and the decision to let named pieces be used as they are. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Names } from "../../checklists/model.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field, Tick } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { day, named, t } from "../../shell/words.ts";

const LEAST_TEXT = 10;
const MOST_TEXT = 300;

interface Asked {
  readonly id: string;
  readonly serial: string;
  readonly class: string;
  readonly checks: string;
  readonly reason: string;
  readonly asked_by: string;
  readonly at: string;
  readonly is_excepted: boolean;
  readonly is_open: boolean;
  readonly refused: string | null;
}

interface Granted {
  readonly id: string;
  readonly serials: readonly string[];
  readonly text: string;
  readonly until: string | null;
  readonly person: string;
  readonly organisation: string;
  readonly at: string;
}

interface Matter {
  readonly batch_id: string;
  readonly lot: string;
  readonly product: Names;
  readonly revision_label: string;
  readonly workshop: string;
  readonly inspection_body: string;
  readonly state: string;
  readonly asked: readonly Asked[];
  readonly granted: readonly Granted[];
}

const waiting = (matter: Matter): readonly Asked[] => (matter.state === "not_accepted" ? matter.asked.filter((each) => each.is_open) : []);

/** A part of the first page; nothing when nobody asked. */
export function ExceptionsHome(): VNode | null {
  const matters = useResource<Matter[]>("/api/concessions");
  if (!matters.value || matters.value.length === 0) return null;
  return (
    <section class="col">
      <h2>{t("exception.title")}</h2>
      {matters.value.map((matter) => (
        <button type="button" class="card row" key={matter.batch_id} onClick={() => go(`/exceptions/${matter.batch_id}`)}>
          <div class="grow">
            <p class="l b">{named(matter.product)}</p>
            <p class="s dim">{t("batch.lot_word")} <Num>{matter.lot}</Num> · {matter.workshop}</p>
          </div>
          {waiting(matter).length > 0
            ? <Tag tone="care" icon="ask">{t("exception.waiting", { count: waiting(matter).length })}</Tag>
            : <Tag tone="plain" icon="plain">{t("exception.nothing_waits")}</Tag>}
          <Icon name="next" />
        </button>
      ))}
    </section>
  );
}

/** One lot: what was asked, what was granted, the decision. */
export default function ExceptionPage({ params }: ScreenProps): VNode {
  const path = `/api/concessions/${params["batch"]}`;
  const matter = useResource<Matter>(path);
  const known = matter.value;
  return (
    <Page title={t("exception.title")} back="/" sub={known ? <>{named(known.product)}, {t("batch.revision")} {known.revision_label} · {t("batch.lot_word")} <Num>{known.lot}</Num></> : undefined}>
      <Reading of={matter} />
      {known && (
        <div class="narrow col">
          <p class="s dim">{t("exception.made_by", { maker: known.workshop, body: known.inspection_body })}</p>
          {known.granted.map((each) => (
            <Note key={each.id} tone="care" icon="care" title={t("exception.granted", { pieces: each.serials.join(", ") })}>
              <p>{each.text}</p>
              <p class="s">{`${each.person}, ${each.organisation}, ${day(each.at)}`}</p>
              {each.until && <p class="s">{t("exception.until_day", { date: day(each.until) })}</p>}
            </Note>
          ))}
          {known.asked.filter((each) => each.refused !== null).map((each) => (
            <Note key={each.id} tone="stop" icon="fail" title={t("exception.refused", { piece: each.serial })}>{each.refused}</Note>
          ))}
          {waiting(known).length > 0 ? <Decide key={waiting(known).length} matter={known} path={path} onDone={() => void matter.reload()} /> : known.granted.length === 0 && <Note tone="plain" icon="plain" title={t("exception.nothing_waits")} />}
        </div>
      )}
    </Page>
  );
}

function Decide({ matter, path, onDone }: { matter: Matter; path: string; onDone: () => void }): VNode {
  const [id] = useState(newId);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const [until, setUntil] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [answer, setAnswer] = useState<"allow" | "refuse">("allow");
  const isNo = answer === "refuse";
  const long = text.trim().length;
  const whyNot = chosen.length === 0 ? t("exception.choose") : long < LEAST_TEXT || long > MOST_TEXT ? t("exception.text.hint") : password ? null : t("summary.password_first");
  const decide = async (): Promise<void> => {
    try {
      if (isNo) await send("POST", `${path}/refuse`, { nonconformance_ids: chosen, text: text.trim(), password });
      else await send("POST", path, { id, nonconformance_ids: chosen, quantity: chosen.length, text: text.trim(), until: until || null, password });
      setProblem(null);
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <>
      <section class="card col gap-s">
        <h2>{t("exception.which")}</h2>
        <Choice label={t("exception.answer")} value={answer} options={[{ value: "allow", label: t("exception.allow") }, { value: "refuse", label: t("exception.refuse") }]} onInput={(value) => setAnswer(value === "refuse" ? "refuse" : "allow")} />
        {waiting(matter).map((each) => {
          const isChosen = chosen.includes(each.id);
          return (
            <Tick key={each.id} checked={isChosen} onChange={(on) => setChosen(on ? [...chosen, each.id] : chosen.filter((one) => one !== each.id))}>
              <Letter>{each.class}</Letter> <b>{t("item.unit_word")} <Num>{each.serial}</Num></b> · {each.checks}
              <br />
              <span class="s dim">{each.asked_by}: {each.reason}</span>
            </Tick>
          );
        })}
      </section>
      <section class="card col">
        <Field label={t(isNo ? "exception.why_no" : "exception.text")} hint={t(isNo ? "exception.why_no.hint" : "exception.text.hint")} value={text} lines={4} onInput={setText} />
        {!isNo && <Field label={t("exception.until")} hint={t("exception.until.hint")} value={until} type="date" onInput={setUntil} />}
      </section>
      <SignCard meaning={t(isNo ? "exception.meaning_no" : "exception.meaning", { count: chosen.length })} after={t(isNo ? "exception.after_no" : "exception.after")} password={password} onPassword={setPassword} />
      <Trouble problem={problem} />
      <div class="row wrap">
        <Alt onPress={() => go("/")}>{t("action.back")}</Alt>
        <Act icon="pen" whyNot={whyNot} onPress={decide}>{t(isNo ? "exception.refuse_sign" : "exception.sign")}</Act>
      </div>
    </>
  );
}
