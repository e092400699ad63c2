/** All designs that may be seen, and one design with its revisions. */
import type { VNode } from "preact";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { day, named, t } from "../../shell/words.ts";
import type { Design, DesignRow } from "../model.ts";

/** The list. */
export default function Designs(): VNode {
  return (
    <Page title={t("designs.title")} back="/">
      <div class="narrow"><DesignList /></div>
    </Page>
  );
}

/** The same list as a part of the first page. */
export function DesignsHome(): VNode {
  return (
    <section class="col">
      <h2>{t("designs.title")}</h2>
      <DesignList />
    </section>
  );
}

function DesignList(): VNode {
  const designs = useResource<DesignRow[]>("/api/designs");
  return (
    <div class="col">
        <Reading of={designs} />
        {designs.value?.length === 0 && <Note tone="plain" icon="plain" title={t("designs.none")}>{t("designs.none.todo")}</Note>}
        {(designs.value ?? []).map((design) => (
          <button type="button" class="card row" key={design.id} onClick={() => go(`/designs/${design.id}`)}>
            <div class="grow">
              <p class="l b">{named(design.names)}</p>
              <p class="s dim">{design.owner.name}</p>
              {design.gtin && <p class="s dim"><Num>{design.gtin}</Num></p>}
            </div>
            {design.newest && <RevisionTag label={design.newest.label} state={design.newest.state} />}
            <Icon name="next" />
          </button>
        ))}
    </div>
  );
}

/** "Revision C, released" with its shape. */
export function RevisionTag({ label, state }: { label: string; state: string }): VNode {
  const [tone, icon] = state === "released" ? (["good", "pass"] as const) : state === "withdrawn" ? (["stop", "fail"] as const) : (["plain", "todo"] as const);
  return <Tag tone={tone} icon={icon}>{t(`design.state.${state}`, { label })}</Tag>;
}

/** One design. */
export function DesignPage({ params }: ScreenProps): VNode {
  const design = useResource<Design>(`/api/designs/${params["design"]}`);
  const known = design.value;
  return (
    <Page title={known ? named(known.names) : t("designs.title")} sub={known?.owner.name} back="/designs">
      <Reading of={design} />
      {known && (
        <div class="two">
          <div class="col">
            <h2>{t("design.revisions")}</h2>
            {known.revisions.map((each) => (
              <button type="button" class="card row" key={each.id} onClick={() => go(`/revisions/${each.id}`)}>
                <div class="grow">
                  <p class="b">{t("design.revision", { label: each.label })}</p>
                  <p class="s">{each.change}</p>
                  <p class="s dim">{day(each.released_at)}</p>
                </div>
                <RevisionTag label={each.label} state={each.state} />
                <Icon name="next" />
              </button>
            ))}
          </div>
          <section class="card col">
            <h2>{t("design.use")}</h2>
            <p>{named(known.intended_use)}</p>
            <dl class="facts s">
              <dt>{t("design.risk")}</dt>
              <dd>{t(`design.risk.${known.risk_class}`)}</dd>
              <dt>{t("design.licence")}</dt>
              <dd>{known.licence}</dd>
              {known.gtin && <><dt>{t("design.gtin")}</dt><dd class="num">{known.gtin}</dd></>}
            </dl>
          </section>
        </div>
      )}
    </Page>
  );
}
