/** One checklist: its questions in order, with class, kind of evidence and limits, and how each class is drawn. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import type { Limits } from "../../shell/limits.ts";
import { Gauge } from "../../shell/parts/Gauge.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Tag } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { hasRole } from "../../shell/session.ts";
import { named, t, unitWord } from "../../shell/words.ts";
import { CLASSES, limitOf, type Characteristic, type Checklist, type Item, type Revision } from "../model.ts";
import { planWords } from "../plan.ts";

/** The page. */
export default function ChecklistPage({ params }: ScreenProps): VNode {
  const path = `/api/checklists/${params["checklist"]}`;
  const list = useResource<Checklist>(path);
  const known = list.value;
  const revision = useResource<Revision>(known ? `/api/revisions/${known.revision_id}` : null);
  const sizes = revision.value?.characteristics ?? [];
  const design = revision.value ? `${named(revision.value.design.names)}, ${t("batch.revision")} ${revision.value.label} · ` : "";
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
    <Page title={known ? (known.names ? named(known.names) : known.code) : t("checklists.title")} sub={known ? `${design}${t("checklist.version", { version: Number(known.version) })} · ${t(`checklist.state.${known.state}`)}` : undefined} back={known ? `/revisions/${known.revision_id}` : "/designs"} actions={actions}>
      <Reading of={list} />
      <Trouble problem={problem} />
      {known && (
        <div class="two">
          <div class="col">{known.items.map((item, index) => <OneItem key={item.code} item={item} index={index + 1} sizes={sizes} />)}</div>
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

/** What an item allows: its own limits, else those of the one size that it asks for. */
function allowed(item: Item, sizes: readonly Characteristic[]): { limits: Limits; unit: string } {
  const own = { low: limitOf(item.lsl), high: limitOf(item.usl) };
  const size = item.characteristics.length === 1 ? sizes.find((each) => each.code === item.characteristics[0]) : undefined;
  if (own.low !== null || own.high !== null || !size) return { limits: own, unit: item.unit ?? size?.unit ?? "" };
  return { limits: { low: limitOf(size.lsl), high: limitOf(size.usl) }, unit: size.unit ?? "" };
}

function OneItem({ item, index, sizes }: { item: Item; index: number; sizes: readonly Characteristic[] }): VNode {
  const { limits, unit } = allowed(item, sizes);
  const hasLimits = limits.low !== null || limits.high !== null;
  const several = item.characteristics.length > 1 ? item.characteristics.flatMap((code) => sizes.find((each) => each.code === code) ?? []) : [];
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
      {several.length > 0 && <p class="s dim">{several.map((each) => named(each.names)).join(", ")}</p>}
      {hasLimits && <p class="s dim">{t("number.allowed", { unit: unitWord(unit) })}</p>}
      {hasLimits && <Gauge limits={limits} value={null} unit={unit} decision={null} />}
      {item.once_per === "lot" && <p class="s">{t("visit.once")}</p>}
    </section>
  );
}
