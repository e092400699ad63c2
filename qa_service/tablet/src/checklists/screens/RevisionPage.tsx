/** One revision: the drawing with its numbers, the size that was chosen, checklists, the way to release. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { formatNumber } from "../../shell/numbers.ts";
import { Act, Alt, Go } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Gauge, finest } from "../../shell/parts/Gauge.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Light, Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { hasRole, session } from "../../shell/session.ts";
import { knows, language, moment, named, t, unitWord } from "../../shell/words.ts";
import { Drawing } from "../Drawing.tsx";
import type { Characteristic, ChecklistRow, Outline, Revision } from "../model.ts";
import { RevisionTag } from "./Designs.tsx";
import { DraftSizes } from "./DraftSizes.tsx";

/** The page. */
export default function RevisionPage({ params }: ScreenProps): VNode {
  const path = `/api/revisions/${params["revision"]}`;
  const revision = useResource<Revision>(path);
  const known = revision.value;
  const outline = useResource<Outline>(known?.files.some((each) => each.role === "outline") ? `${path}/outline` : null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [faults, setFaults] = useState(0);
  const isDraft = known?.state === "draft" && isOwner(known);
  const shown = known?.characteristics.find((each) => each.code === (chosen ?? known.characteristics[0]?.code)) ?? null;
  return (
    <Page
      title={known ? named(known.design.names) : t("designs.title")}
      sub={known ? t("design.revision", { label: known.label }) : undefined}
      back={known ? `/designs/${known.design.id}` : "/designs"}
      actions={known ? <Actions revision={known} path={path} faults={faults} /> : undefined}
    >
      <Reading of={revision} />
      {known && (
        <div class="two wide-side">
          {isDraft && <DraftSizes revision={known} path={path} outline={outline.value} onFaults={setFaults} />}
          {!isDraft && <div class="col">
            {outline.value && <Drawing outline={outline.value} characteristics={known.characteristics} chosen={shown?.code ?? null} onChoose={setChosen} />}
            <div class="row wrap">
              {known.characteristics.map((each) => (
                <button type="button" class="filter square" key={each.code} aria-pressed={each.code === shown?.code} onClick={() => setChosen(each.code)}>
                  {each.balloon !== null && <b>{each.balloon}</b>} {named(each.names)}
                </button>
              ))}
            </div>
          </div>}
          <div class="col">
            {shown && <OneCharacteristic characteristic={shown} />}
            <Facts revision={known} />
          </div>
        </div>
      )}
    </Page>
  );
}

function OneCharacteristic({ characteristic }: { characteristic: Characteristic }): VNode {
  const limits = { low: characteristic.lsl, high: characteristic.usl };
  const hasLimits = limits.low !== null || limits.high !== null;
  const unit = characteristic.unit ?? "";
  return (
    <section class="card col">
      <div class="row">
        <Letter>{characteristic.class}</Letter>
        <h2 class="grow">{named(characteristic.names)}</h2>
      </div>
      <p class="s dim">{t(`class.${characteristic.class}`)}</p>
      {hasLimits && <Gauge limits={limits} value={characteristic.nominal} unit={unit} decision={characteristic.nominal === null ? null : "pass"} decimals={finest(limits)} />}
      <dl class="facts s">
        {characteristic.nominal !== null && <><dt>{t("design.target")}</dt><dd><Num>{`${formatNumber(characteristic.nominal, language.value)} ${unitWord(unit)}`}</Num></dd></>}
        <dt>{t("design.method")}</dt>
        <dd>{knows(`method.${characteristic.method}`) ? t(`method.${characteristic.method}`) : characteristic.method}</dd>
        {characteristic.instrument && <><dt>{t("design.instrument")}</dt><dd>{knows(`instrument.${characteristic.instrument}`) ? t(`instrument.${characteristic.instrument}`) : characteristic.instrument}</dd></>}
        <dt>{t("design.scope")}</dt>
        <dd>{t(`design.scope.${characteristic.scope}`)}{characteristic.destructive && `, ${t("design.destructive")}`}</dd>
      </dl>
    </section>
  );
}

function Facts({ revision }: { revision: Revision }): VNode {
  const lists = useResource<ChecklistRow[]>(`/api/checklists?revision_id=${revision.id}`);
  return (
    <section class="card col">
      <div class="row wrap">
        <h2 class="grow">{t("design.revision", { label: revision.label })}</h2>
        <RevisionTag label={revision.label} state={revision.state} />
      </div>
      {revision.withdrawn_reason && <Note tone="stop" icon="fail" title={revision.withdrawn_reason} />}
      {revision.signatures.map((each) => <Light key={each.at} ok>{`${each.person_name}, ${t(`meaning.${each.meaning}`)}, ${moment(each.at)}`}</Light>)}
      <h3>{t("checklists.title")}</h3>
      {lists.value?.length === 0 && <p class="s">{t("checklists.none")}</p>}
      {(lists.value ?? []).map((each) => (
        <Go key={each.id} to={`/checklists/${each.id}`}>{`${each.names ? named(each.names) : each.code} ${each.version} · ${t(`checklist.state.${each.state}`)} · ${t("checklist.items", { count: each.item_count })}`}</Go>
      ))}
      <h3>{t("design.files")}</h3>
      {revision.files.map((each) => (
        <a class="textual" key={each.path} href={`/api/revisions/${revision.id}/files/${each.sha256}`} download={each.path}>{each.path}</a>
      ))}
    </section>
  );
}

/** Whether this person may work on it. */
function isOwner(revision: Revision): boolean {
  return hasRole("design_owner") && session.value?.organisation?.id === revision.design.owner_id;
}

/** `faults` is how many kept sizes of a draft would be refused. */
function Actions({ revision, path, faults }: { revision: Revision; path: string; faults: number }): VNode {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const isOwn = isOwner(revision);
  const move = (step: string, body?: object) => async (): Promise<void> => {
    try {
      remember(path, await send<Revision>("POST", `${path}/${step}`, body));
      setProblem(null);
      setReason(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  if (reason !== null) {
    return (
      <>
        <div class="grow"><Field label={t("batch.reason")} value={reason} onInput={setReason} /></div>
        <Alt stop whyNot={reason.trim() ? null : t("batch.reason.needed")} onPress={move(revision.state === "in_review" ? "send-back" : "withdraw", { reason: reason.trim() })}>{t(revision.state === "in_review" ? "design.send_back" : "design.withdraw")}</Alt>
      </>
    );
  }
  return (
    <>
      <Trouble problem={problem} />
      {isOwn && revision.state === "released" && <Alt stop onPress={() => setReason("")}>{t("design.withdraw")}</Alt>}
      {isOwn && revision.state === "in_review" && <Alt icon="undo" onPress={() => setReason("")}>{t("design.send_back")}</Alt>}
      {isOwn && revision.state === "draft" && <Act whyNot={faults > 0 ? t("draft.first") : null} onPress={move("submit")}>{t("design.submit")}</Act>}
      {isOwn && revision.state === "in_review" && <Act icon="pen" onPress={move("release")}>{t("design.release")}</Act>}
      {hasRole("maker") && revision.state === "released" && <Act icon="plus" onPress={() => go("/batches/new")}>{t("design.start_batch")}</Act>}
    </>
  );
}
