/** Where a visit stands: the cell of each unit and item, what is open, what comes next. Pure. */
import type { Item } from "../checklists/model.ts";
import type { Outcome, Result, Visit } from "./model.ts";

/** The place of an answer; `unit_id` null = once for the lot. */
export interface Place {
  readonly unit_id: string | null;
  readonly item_code: string;
}

/** An answer kept on this device that the server has not acknowledged. */
export interface LocalAnswer extends Place {
  readonly outcome: Outcome | "kept";
}

/** `none`: not drawn for this class, or the item is not asked. `kept`: photo saved, the server will measure. */
export type Cell = Outcome | "open" | "kept" | "none";

const WORST: readonly Outcome[] = ["fail", "undecided", "not_measurable", "pass", "not_applicable"];

/** Items that are answered, in the order of the checklist. */
export function asked(visit: Visit): readonly Item[] {
  return visit.checklist.items.filter((item) => item.type !== "instruction");
}

/** Answers that hold now. */
export function current(results: readonly Result[]): readonly Result[] {
  return results.filter((each) => each.is_current !== false);
}

/** Answers of one place that hold now. */
export function resultsAt(visit: Visit, place: Place): readonly Result[] {
  return current(visit.results).filter((each) => each.unit_id === place.unit_id && each.item_code === place.item_code);
}

/** An answer that still waits on this device; its id is that of its envelope. */
export interface WaitingAnswer extends Place {
  readonly id: string;
}

/** The answer of a place that a new one replaces: the last that waits here, else what the server has, measured or not. */
export function answerBefore(visit: Visit, waiting: readonly WaitingAnswer[], place: Place): string | null {
  const here = waiting.filter((each) => samePlace(each, place)).at(-1);
  return here?.id ?? resultsAt(visit, place)[0]?.answer_id ?? visit.measuring.find((each) => samePlace(each, place))?.answer_id ?? null;
}

/** What was answered and is decided by nobody: a size may be decided by another item of the same unit. */
export function undecided(visit: Visit): readonly Result[] {
  const about = (each: Result): string => `${each.unit_id}/${each.characteristic ?? each.item_code}`;
  const isOpen = (each: Result): boolean => each.outcome === "undecided" || each.outcome === "not_measurable";
  const now = current(visit.results);
  const told = new Set(now.filter((each) => !isOpen(each)).map(about));
  return now.filter((each) => isOpen(each) && !told.has(about(each)) && told.add(about(each)));
}

/** The worst of several outcomes; several sizes in one photo make one cell. */
export function worst(outcomes: readonly Outcome[]): Outcome | null {
  return WORST.find((each) => outcomes.includes(each)) ?? null;
}

/** What one cell shows. What is kept here is newer than what the server knows. */
export function cellAt(visit: Visit, local: readonly LocalAnswer[], place: Place): Cell {
  const here = local.filter((each) => samePlace(each, place)).at(-1);
  if (here) return here.outcome;
  if (visit.measuring.some((each) => samePlace(each, place))) return "kept";
  const answered = worst(resultsAt(visit, place).map((each) => each.outcome));
  if (answered) return answered;
  return visit.open.some((each) => samePlace(each, place)) ? "open" : "none";
}

/** Whether two places are the same. */
export function samePlace(a: Place, b: Place): boolean {
  return a.unit_id === b.unit_id && a.item_code === b.item_code;
}

/** A row of the grid: cells in the order of the items, and how many are open. */
export interface Row {
  readonly unit_id: string;
  readonly serial: string;
  readonly cells: readonly Cell[];
  readonly open: number;
  readonly hasFailed: boolean;
  readonly isUndecided: boolean;
}

/** All units that have anything to look at; items once for the lot stand apart. */
export function rows(visit: Visit, local: readonly LocalAnswer[]): readonly Row[] {
  const items = asked(visit).filter((item) => item.once_per !== "lot");
  const known = index(visit, local);
  return visit.units.map((unit) => {
    const cells = items.map((item) => known(unit.id, item.code));
    return {
      unit_id: unit.id,
      serial: unit.serial,
      cells,
      open: cells.filter((cell, place) => isOpenCell(cell, unit.id, items[place]?.code ?? "", known, items)).length,
      hasFailed: cells.includes("fail"),
      isUndecided: cells.some((cell) => cell === "undecided" || cell === "not_measurable"),
    };
  });
}

/** Whether somebody still has to do something here. */
function isOpenCell(cell: Cell, unit_id: string | null, item_code: string, known: Known, items: readonly Item[]): boolean {
  if (cell === "open") return true;
  if (cell !== "undecided" && cell !== "not_measurable") return false;
  // decided by another method: an item that is asked because of this one
  const others = items.filter((item) => item.when?.item === item_code).map((item) => known(unit_id, item.code));
  return !others.some((each) => each === "pass" || each === "fail");
}

type Known = (unit_id: string | null, item_code: string) => Cell;

/** An item of the same unit that is open because this one could not be decided: another method. */
export function otherMethod(visit: Visit, local: readonly LocalAnswer[], place: Place): Place | null {
  const item = asked(visit).find((each) => each.when?.item === place.item_code && cellAt(visit, local, { ...place, item_code: each.code }) === "open");
  return item ? { ...place, item_code: item.code } : null;
}

/** The same as `cellAt`, prepared for many cells. */
function index(visit: Visit, local: readonly LocalAnswer[]): Known {
  const key = (unit_id: string | null, item_code: string): string => `${unit_id ?? ""}/${item_code}`;
  const outcomes = new Map<string, Outcome[]>();
  for (const each of current(visit.results)) {
    const at = key(each.unit_id, each.item_code);
    outcomes.set(at, [...(outcomes.get(at) ?? []), each.outcome]);
  }
  const open = new Set(visit.open.map((each) => key(each.unit_id, each.item_code)));
  const here = new Map(local.map((each) => [key(each.unit_id, each.item_code), each.outcome]));
  const measuring = new Set(visit.measuring.map((each) => key(each.unit_id, each.item_code)));
  return (unit_id, item_code) => {
    const at = key(unit_id, item_code);
    if (!here.has(at) && measuring.has(at)) return "kept";
    return here.get(at) ?? worst(outcomes.get(at) ?? []) ?? (open.has(at) ? "open" : "none");
  };
}

/** Everything still open, unit by unit, then what is asked once for the lot. */
export function openPlaces(visit: Visit, local: readonly LocalAnswer[]): readonly Place[] {
  const known = index(visit, local);
  const items = asked(visit);
  const ofUnits = visit.units.flatMap((unit) =>
    items.filter((item) => item.once_per !== "lot").map((item) => ({ unit_id: unit.id, item_code: item.code })),
  );
  const ofLot = items.filter((item) => item.once_per === "lot").map((item) => ({ unit_id: null, item_code: item.code }));
  return [...ofUnits, ...ofLot].filter((place) => isOpenCell(known(place.unit_id, place.item_code), place.unit_id, place.item_code, known, items));
}

/** The open place after one, going round; null when nothing is open. */
export function nextOpen(visit: Visit, local: readonly LocalAnswer[], after: Place | null): Place | null {
  const all = openPlaces(visit, local).filter((place) => after === null || !samePlace(place, after));
  // what nobody has looked at comes before what needs another method
  const untouched = all.filter((place) => cellAt(visit, local, place) === "open");
  const open = untouched.length > 0 ? untouched : all;
  if (after === null) return open[0] ?? null;
  const order = visit.units.map((unit) => unit.id);
  const items = asked(visit).map((item) => item.code);
  const rank = (place: Place): number =>
    (place.unit_id === null ? order.length : order.indexOf(place.unit_id)) * (items.length + 1) + items.indexOf(place.item_code);
  return open.find((place) => rank(place) > rank(after)) ?? open[0] ?? null;
}

/** How much is done, 0 to 1. */
export function progress(visit: Visit, local: readonly LocalAnswer[]): number {
  const known = index(visit, local);
  let all = 0;
  let done = 0;
  for (const item of asked(visit)) {
    const units = item.once_per === "lot" ? [null] : visit.units.map((unit) => unit.id);
    for (const unit_id of units) {
      const cell = known(unit_id, item.code);
      if (cell === "none") continue;
      all += 1;
      if (!isOpenCell(cell, unit_id, item.code, known, asked(visit))) done += 1;
    }
  }
  return all === 0 ? 0 : done / all;
}

/** The visit with the answer of the server to one record taken in. */
export function withResults(visit: Visit, results: readonly Result[]): Visit {
  const replaced = new Set(results.map((each) => `${each.unit_id ?? ""}/${each.item_code}/${each.characteristic ?? ""}`));
  const older = visit.results.map((each) =>
    replaced.has(`${each.unit_id ?? ""}/${each.item_code}/${each.characteristic ?? ""}`) ? { ...each, is_current: false } : each,
  );
  const open = visit.open.filter((place) => !results.some((each) => samePlace(each, place)));
  return { ...visit, results: [...older, ...results], open };
}
