/** Close the visit: the computed verdict, by class, then the signature of the inspector. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CLASSES } from "../../checklists/model.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Light, Note, Num, Plate, Tag } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { knows, moment, t } from "../../shell/words.ts";
import { visitPath } from "../answering.ts";
import type { Verdict, Visit } from "../model.ts";
import { VisitLine } from "../parts.tsx";
import { useVisit } from "../useVisit.ts";
import { Corrections } from "./Corrections.tsx";
import { FailedBefore } from "./FailedBefore.tsx";
import { ReferenceNote } from "./RoomPage.tsx";
import { Undecided } from "./Undecided.tsx";

/** The page. */
export default function Summary({ params }: ScreenProps): VNode {
  const id = params["visit"] ?? "";
  const { resource, visit, local, characteristics } = useVisit(id);
  const verdict = useResource<Verdict>(`${visitPath(id)}/verdict`);
  useEffect(() => {
    if (local.length === 0) void verdict.reload();
  }, [local.length]);
  const [sign_id] = useState(newId);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const isOpen = visit?.state === "in_progress" || visit?.state === "returned";
  const sign = async (): Promise<void> => {
    try {
      await send("POST", `${visitPath(id)}/sign`, { id: sign_id, password, meaning: "inspected" });
      setPassword("");
      setProblem(null);
      await Promise.all([resource.reload(), verdict.reload()]);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const whyNot = local.length > 0 ? t("summary.unsent", { count: local.length }) : verdict.value && verdict.value.open_count > 0 ? t("summary.open", { count: verdict.value.open_count }) : password === "" ? t("summary.password_first") : null;
  const actions = (
    <>
      <Alt icon="back" onPress={() => go(`/visits/${id}`)}>{t("summary.back")}</Alt>
      {isOpen ? <Act icon="pen" whyNot={whyNot} onPress={sign}>{t("summary.sign")}</Act> : <Act onPress={() => go("/")}>{t("action.done")}</Act>}
    </>
  );
  return (
    <Page title={t("summary.title")} sub={visit ? <VisitLine visit={visit} /> : undefined} back={`/visits/${id}`} progress={1} actions={actions}>
      <div class="col">
        <Reading of={verdict} />
        {verdict.value && (
          <div class="two wide-side">
            <VerdictPart verdict={verdict.value} />
            <div class="col">
              {visit && visit.reference !== "no_photos" && <ReferenceNote state={visit.reference} isOpen={isOpen} />}
              {visit && <Undecided visit={visit} characteristics={characteristics} isOpen={isOpen} />}
              {visit && <Corrections visit={visit} />}
              {visit && <FailedBefore visit={visit} characteristics={characteristics} />}
              {visit && <Drawn visit={visit} />}
              <Trouble problem={problem} />
              {isOpen && <SignCard meaning={t("summary.meaning")} after={t("summary.meaning.after")} password={password} onPassword={setPassword} />}
              {visit && !isOpen && <Signed visit={visit} />}
            </div>
          </div>
        )}
      </div>
    </Page>
  );
}

const TONE = { accept: ["good", "pass"], not_accept: ["stop", "fail"], incomplete: ["care", "ask"] } as const;

/** What the plan says; nothing beside it changes it. */
export function VerdictPart({ verdict }: { verdict: Verdict }): VNode {
  const [tone, icon] = TONE[verdict.outcome];
  return (
    <div class="col">
      <Plate tone={tone} icon={icon} over={t("summary.plan_says")} title={t(`lot.${verdict.outcome}`)} under={t("summary.worked_out")} />
      <section class="card">
        <table class="plain-table classes">
          <thead>
            <tr>
              {["class", "looked_at", "failed", "allowed", "plan"].map((each) => <th key={each}>{t(`summary.${each}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {CLASSES.map((letter) => {
              const row = verdict.by_class[letter];
              return row ? (
                <tr key={letter} class="l">
                  <td><Letter>{letter}</Letter></td>
                  <td data-label={t("summary.looked_at")}><Num>{t("summary.of", { looked_at: row.looked_at, n: row.n })}</Num></td>
                  <td data-label={t("summary.failed")}><b><Num>{row.failed}</Num></b></td>
                  <td data-label={t("summary.allowed")}><Num>{row.allowed}</Num></td>
                  <td>{row.met ? <Tag tone="good" icon="pass">{t("summary.met")}</Tag> : row.failed > row.allowed ? <Tag tone="stop" icon="fail">{t("summary.not_met")}</Tag> : <Tag tone="care" icon="ask">{t("outcome.open")}</Tag>}</td>
                </tr>
              ) : null;
            })}
          </tbody>
        </table>
      </section>
      <section class="card halves">
        <Light ok={verdict.open_count === 0 ? true : null}>{verdict.open_count === 0 ? t("summary.none_open") : t("summary.open_items", { count: verdict.open_count })}</Light>
        <Light ok>{t("summary.photos", { count: verdict.photos_kept })}</Light>
        {verdict.failed_units.length > 0 && <Light ok={false}>{t("summary.failed_units", { units: verdict.failed_units.join(", ") })}</Light>}
        {verdict.reasons.map(reasonOf).filter((each) => knows(each.code)).map((each) => <Light key={`${each.code} ${each.letter}`} ok={each.isOpen ? null : false}>{t(each.code, { letter: each.letter })}</Light>)}
      </section>
    </div>
  );
}

/** A reason of the verdict: class_A_failed is lot.reason.class_failed of class A; of lot checks their items tell. */
function reasonOf(reason: string): { code: string; letter: string; isOpen: boolean } {
  const [name = ""] = reason.split(":");
  const letter = /^class_([ABC])_/.exec(name)?.[1] ?? "";
  return { code: `lot.reason.${letter ? name.replace(`_${letter}_`, "_") : name}`, letter, isOpen: /undecided$|open$/.test(name) };
}

function Drawn({ visit }: { visit: Visit }): ComponentChildren {
  return (
    <section class="card col gap-s">
      <h2>{t("summary.draw")}</h2>
      <p class="s dim">{t("summary.draw.why")}</p>
      <p class="s">{t("summary.seed")} <span class="mono">{visit.sample.seed.slice(0, 16)}</span></p>
    </section>
  );
}

function Signed({ visit }: { visit: Visit }): VNode {
  return (
    <section class="card col">
      <h2>{t("summary.signed")}</h2>
      {visit.signatures.map((each, index) => (
        <Light key={index} ok={each.decision === "return" ? null : true}>{`${each.person.name}, ${t(`meaning.${each.meaning}`)}, ${moment(each.at)}`}</Light>
      ))}
      <Note tone="plain" icon="seal" title={t("visit.locked")} />
    </section>
  );
}
