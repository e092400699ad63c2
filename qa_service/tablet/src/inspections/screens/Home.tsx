/** Parts of the first page: visits of inspectors and reviewers, batches of makers and others. */
import type { VNode } from "preact";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Note, Tag } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { useMainStep } from "../../shell/screens.ts";
import { hasRole } from "../../shell/session.ts";
import { day, named, t } from "../../shell/words.ts";
import type { BatchRow, VisitRow } from "../model.ts";
import { isForMe, Lot, StateTag, whoIs } from "../parts.tsx";

/** The visit to go on with first. */
export function VisitsHome(): VNode {
  const visits = useResource<VisitRow[]>("/api/visits");
  const all = visits.value ?? [];
  const mine = all.filter((each) => isMine(each));
  const first = mine[0];
  useMainStep("visit", first ? { to: visitTo(first), words: t(isReview(first) ? "visits.look_at" : "visits.go_on", { lot: first.batch.lot }) } : null);
  return (
    <section class="col">
      <h2>
        {t("visits.title")} <span class="dim s n">{t("visits.count", { count: mine.length })}</span>
      </h2>
      <Reading of={visits} />
      {visits.value !== null && mine.length === 0 && (
        <Note tone="plain" icon="plain" title={t("visits.none")}>
          {t(hasRole("inspector") ? "visits.none.todo" : "visits.none.reviewer")}
        </Note>
      )}
      {mine.map((visit, index) => (
        <VisitCard key={visit.id} visit={visit} isFirst={index === 0} />
      ))}
    </section>
  );
}

/** What others go on with and what is done; after the batches that wait. */
export function OtherVisitsHome(): VNode | null {
  const visits = useResource<VisitRow[]>("/api/visits");
  const others = (visits.value ?? []).filter((each) => !isMine(each));
  if (others.length === 0) return null;
  return (
    <section class="col">
      <h2>{t("visits.done")}</h2>
      {others.slice(0, 6).map((visit) => (
        <VisitCard key={visit.id} visit={visit} isFirst={false} />
      ))}
    </section>
  );
}

/** Whether it waits for somebody with the roles of the person here. */
function isMine(visit: VisitRow): boolean {
  if (hasRole("reviewer") && isReview(visit)) return true;
  return hasRole("inspector") && (visit.state === "in_progress" || visit.state === "returned");
}

function isReview(visit: VisitRow): boolean {
  return visit.state === "signed" || visit.state === "submitted";
}

function visitTo(visit: VisitRow): string {
  return isReview(visit) ? `/visits/${visit.id}/review` : `/visits/${visit.id}`;
}

function VisitCard({ visit, isFirst }: { visit: VisitRow; isFirst: boolean }): VNode {
  return (
    <button type="button" class={`card row ${isFirst ? "mine" : ""}`} onClick={() => go(visitTo(visit))}>
      <div class="grow">
        <p class="l b">{named(visit.batch.design.names)}</p>
        <p>
          <Lot lot={visit.batch.lot} />
          {` · ${visit.batch.workshop.name}`}
        </p>
        <p class="s dim">{`${visit.inspector.name} · ${day(visit.begun_at)}`}</p>
      </div>
      {visit.state === "in_progress" ? (
        <Tag tone={visit.done_units > 0 ? "blue" : "plain"} icon={visit.done_units > 0 ? "gauge" : "todo"}>
          {visit.done_units > 0 ? t("visits.units", { done: visit.done_units, all: visit.all_units }) : t("visits.not_begun")}
        </Tag>
      ) : (
        <StateTag of="visit" state={visit.state} />
      )}
      <Icon name="next" />
    </button>
  );
}

// a maker's main action stays to start a batch: what is missing stands first in the list
const STEP_WORDS: Readonly<Record<string, string>> = { inspector: "batches.inspect", issuer: "batches.decide" };

/** Batches with who must act; those with something missing from the maker first. */
export function BatchesHome(): VNode {
  const batches = useResource<BatchRow[]>("/api/batches");
  const all = [...(batches.value ?? [])].sort((a, b) => Number(isForMe(b.next_who)) - Number(isForMe(a.next_who)));
  const first = all.find((each) => isForMe(each.next_who));
  const words = first && !hasRole("maker") ? (STEP_WORDS[first.next_who?.role ?? ""] ?? "batches.open") : null;
  useMainStep("batch", first && words ? { to: `/batches/${first.id}`, words: t(words, { lot: first.lot }) } : null);
  return (
    <section class="col">
      <h2>{t("batches.title")}</h2>
      <Reading of={batches} />
      {batches.value !== null && all.length === 0 && (
        <Note tone="plain" icon="plain" title={t("batches.none")}>
          {t(hasRole("maker") ? "batches.none.todo" : "batches.none.others")}
        </Note>
      )}
      {all.map((batch) => (
        <BatchCard key={batch.id} batch={batch} />
      ))}
    </section>
  );
}

/** One batch of a list. */
export function BatchCard({ batch }: { batch: BatchRow }): VNode {
  const waits = isForMe(batch.next_who);
  const who = whoIs(batch.next_who);
  return (
    <button type="button" class={`card row ${waits ? "mine" : ""}`} onClick={() => go(`/batches/${batch.id}`)}>
      <div class="grow">
        <p class="l b">{named(batch.design.names)}</p>
        <p>
          <Lot lot={batch.lot} /> · {t("batch.pieces", { count: batch.quantity_made })}
        </p>
        <p class="s dim">{waits ? (hasRole("maker") ? t("batch.missing_count", { count: batch.missing_count }) : t("batch.waits_for_you")) : who ? t("batch.waits_for", { who }) : batch.workshop.name}</p>
      </div>
      <StateTag of="batch" state={batch.state} />
      <Icon name="next" />
    </button>
  );
}
