/** A visit for a screen: what the server knows and what is kept here. */
import { useEffect, useRef } from "preact/hooks";
import type { Characteristic, Item, Outline, Revision } from "../checklists/model.ts";
import { useResource, type Resource } from "../shell/resource.ts";
import { localAnswers, visitPath } from "./answering.ts";
import type { Visit } from "./model.ts";
import { asked, type LocalAnswer, type Place } from "./progress.ts";

export interface OpenVisit {
  readonly resource: Resource<Visit>;
  readonly visit: Visit | null;
  readonly local: readonly LocalAnswer[];
  /** of the revision: names and limits of what is checked */
  readonly characteristics: readonly Characteristic[];
}

/** Read a visit and follow the outbox. */
export function useVisit(id: string): OpenVisit {
  const resource = useResource<Visit>(visitPath(id));
  const visit = resource.value;
  const revision = useResource<Revision>(visit ? `/api/revisions/${visit.batch.design.revision_id}` : null);
  // read with the visit, so that which way a part lies can be asked without network
  const turns = visit ? Object.keys(visit.turns).length : 0;
  useResource<Outline>(visit && turns > 0 ? `/api/revisions/${visit.batch.design.revision_id}/outline` : null);
  const local = localAnswers(id);
  // an answer may open other items and changes the verdict: ask again once all have arrived
  const hadLocal = useRef(false);
  useEffect(() => {
    if (hadLocal.current && local.length === 0) void resource.reload();
    hadLocal.current = local.length > 0;
  }, [local.length]);
  return { resource, visit, local, characteristics: revision.value?.characteristics ?? [] };
}

/** How paths write "once for the lot". */
export const LOT = "lot";

/** The place that a path names. */
export function placeOf(unit: string | undefined, item: string | undefined): Place {
  return { unit_id: unit === undefined || unit === LOT ? null : unit, item_code: item ?? "" };
}

/** The path of the screen of a place. */
export function placePath(visit_id: string, place: Place): string {
  return `/visits/${visit_id}/units/${place.unit_id ?? LOT}/items/${encodeURIComponent(place.item_code)}`;
}

/** The serial of a unit of a visit. */
export function serialOf(visit: Visit, unit_id: string | null): string {
  return visit.units.find((unit) => unit.id === unit_id)?.serial ?? "";
}

/** The item of a place. */
export function itemOf(visit: Visit, place: Place): Item | null {
  return asked(visit).find((item) => item.code === place.item_code) ?? null;
}
