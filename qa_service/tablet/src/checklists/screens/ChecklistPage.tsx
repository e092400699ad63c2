/** One checklist: its questions in order, with class, kind of evidence and limits, and how each class is drawn. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Gauge } from "../../shell/parts/Gauge.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Tag } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { hasRole } from "../../shell/session.ts";
import { named, t } from "../../shell/words.ts";
import { CLASSES, limitOf, type Checklist, type Item } from "../model.ts";
import { planWords } from "../plan.ts";

/** The page. */
export default function ChecklistPage({ params }: ScreenProps): VNode {
  const path = `/api/checklists/${params["checklist"]}`;
  const list = useResource<Checklist>(path);
  const known = list.value;
  const [problem, setProblem] = useState<Problem | null>(null);
  const move = (step: string) => async (): Promise<void> => {
    try {
      remember(path, await send<Checklist>("POST", `${path}/${step}`));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const actions = known && hasRole("design_owner") ? (
    <>
      {known.state === "released" && <Alt onPress={move("retire")}>{t("checklist.retire")}</Alt>}
      {known.state === "draft" && <Act icon="pen" onPress={move("release")}>{t("checklist.release")}</Act>}
    </>
  ) : undefined;
  return (
    <Page title={known ? (known.names ? named(known.names) : known.code) : t("checklists.title")} sub={known ? `${t("checklist.version", { version: Number(known.version) })} · ${t(`checklist.state.${known.state}`)}` : undefined} back={known ? `/revisions/${known.revision_id}` : "/designs"} actions={actions}>
      <Reading of={list} />
      <Trouble problem={problem} />
      {known && (
        <div class="two">
          <div class="col">{known.items.map((item, index) => <OneItem key={item.code} item={item} index={index + 1} />)}</div>
          <section class="card col">
            <h2>{t("checklist.plan")}</h2>
            {CLASSES.filter((each) => known.sampling[each]).map((each) => (
              <div class="row top-of" key={each}>
                <Letter>{each}</Letter>
                <span class="grow"><b>{t(`class.${each}`)}</b><br /><span class="s dim">{planWords(known.sampling[each])}</span></span>
              </div>
            ))}
          </section>
        </div>
      )}
    </Page>
  );
}

function OneItem({ item, index }: { item: Item; index: number }): VNode {
  const limits = { low: limitOf(item.lsl), high: limitOf(item.usl) };
  const hasLimits = limits.low !== null || limits.high !== null;
  return (
    <section class="card col gap-s">
      <div class="row top-of wrap-phone">
        <Letter>{item.class}</Letter>
        <div class="grow">
          <p class="b">{index}. {named(item.names)}</p>
          {item.hint && <p class="s dim">{named(item.hint)}</p>}
        </div>
        <Tag tone="plain" icon={item.type.startsWith("photo") ? "camera" : item.type === "number" || item.type === "gauge_reading" ? "caliper" : "pass"}>{t(`item.type.${item.type}`)}</Tag>
      </div>
      {hasLimits && <Gauge limits={limits} value={null} unit={item.unit ?? ""} decision={null} />}
      {item.once_per === "lot" && <p class="s">{t("visit.once")}</p>}
    </section>
  );
}
