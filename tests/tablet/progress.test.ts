import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../qa_service/tablet/src/checklists/model.ts";
import type { Outcome, Result, Visit } from "../../qa_service/tablet/src/inspections/model.ts";
import { answerBefore, cellAt, nextOpen, openPlaces, otherMethod, progress, rows, undecided, withResults, worst } from "../../qa_service/tablet/src/inspections/progress.ts";

function item(code: string, more: Partial<Item> = {}): Item {
  return {
    code, type: "attribute", names: { en: code }, class: "A", characteristics: [], unit: null, lsl: null, usl: null, options: [],
    photos_min: 0, photo_on_fail: false, once_per: "unit", instrument_type: null, hint: null, when: null, ...more,
  };
}

function result(unit_id: string | null, item_code: string, outcome: Outcome, characteristic: string | null = null): Result {
  return {
    id: `${unit_id}/${item_code}/${characteristic}`, answer_id: "a", unit_id, item_code, characteristic, value: null, choice: null, unit: null, U95: null, outcome,
    reason: null, photo_sha256s: [], rotation_hints_deg: [], measurement_id: null, instrument_id: null, note: null, at: "", is_current: true, flags: "",
  };
}

const ITEMS = [item("read", { type: "instruction" }), item("crack"), item("sizes", { class: "B", type: "photo_dimension" }), item("caliper", { type: "number", when: { item: "sizes", outcome: ["undecided"] } }), item("count", { once_per: "lot" })];

function visit(results: readonly Result[], open: Visit["open"]): Visit {
  return {
    id: "v", state: "in_progress", reference: "no_photos", turns: {}, inspector: { id: "p", name: "Amina" }, signatures: [], measuring: [],
    batch: {
      id: "b", lot: "K7M3A2", workshop: { id: "w", code: "W1", name: "W1" }, quantity_made: 2, state: "in_inspection",
      design: { id: "d", slug: "d", names: { en: "d" }, revision_id: "r", revision_label: "C" },
    },
    verdict: { outcome: "incomplete", by_class: {}, failed_units: [], open_count: open.length, photos_kept: 0, reasons: [] },
    checklist: { id: "c", code: "c", version: 1, revision_id: "r", state: "released", hash: null, item_count: 4, items: ITEMS, sampling: {} },
    sample: { plan_by_class: {}, seed: "s", drawn: { A: ["1", "2"], B: ["1"] }, lot_tests: {} },
    units: [{ id: "1", serial: "001", drawn_for: ["A", "B"] }, { id: "2", serial: "002", drawn_for: ["A"] }], results, open,
  };
}

const FRESH = visit([], [{ unit_id: "1", item_code: "crack" }, { unit_id: "1", item_code: "sizes" }, { unit_id: "2", item_code: "crack" }, { unit_id: null, item_code: "count" }]);

test("the worst of several sizes makes the cell", () => {
  assert.equal(worst(["pass", "undecided", "fail"]), "fail");
  assert.equal(worst(["pass", "undecided"]), "undecided");
  assert.equal(worst([]), null);
});

test("what is not drawn is neither open nor a pass", () => {
  assert.equal(cellAt(FRESH, [], { unit_id: "2", item_code: "sizes" }), "none");
  assert.equal(rows(FRESH, [])[1]?.open, 1);
});

test("an answer kept on this device counts before the server has it", () => {
  const local = [{ unit_id: "1", item_code: "crack", outcome: "fail" as const }];
  assert.equal(cellAt(FRESH, local, { unit_id: "1", item_code: "crack" }), "fail");
  assert.deepEqual(nextOpen(FRESH, local, { unit_id: "1", item_code: "crack" }), { unit_id: "1", item_code: "sizes" });
});

test("the next place is on the same unit, then the next unit, then the lot, then what was left before", () => {
  assert.deepEqual(nextOpen(FRESH, [], null), { unit_id: "1", item_code: "crack" });
  assert.deepEqual(nextOpen(FRESH, [], { unit_id: "1", item_code: "sizes" }), { unit_id: "2", item_code: "crack" });
  assert.deepEqual(nextOpen(FRESH, [], { unit_id: "2", item_code: "crack" }), { unit_id: null, item_code: "count" });
  assert.deepEqual(nextOpen(FRESH, [], { unit_id: null, item_code: "count" }), { unit_id: "1", item_code: "crack" });
});

test("an undecided size stays open, but comes after what nobody looked at", () => {
  const seen = visit([result("1", "sizes", "pass", "length"), result("1", "sizes", "undecided", "slot")], [{ unit_id: "2", item_code: "crack" }]);
  assert.deepEqual(nextOpen(seen, [], null), { unit_id: "2", item_code: "crack" });
  assert.deepEqual(openPlaces(seen, []).map((place) => place.item_code), ["sizes", "crack"]);
});

test("an undecided size that another method decided is not open any more", () => {
  const sizes = result("1", "sizes", "undecided", "slot");
  const asks = visit([sizes], [{ unit_id: "1", item_code: "caliper" }]);
  assert.deepEqual(otherMethod(asks, [], { unit_id: "1", item_code: "sizes" }), { unit_id: "1", item_code: "caliper" });
  const decided = visit([sizes, result("1", "caliper", "pass")], []);
  assert.deepEqual(openPlaces(decided, []), []);
  assert.equal(otherMethod(decided, [], { unit_id: "1", item_code: "sizes" }), null);
  assert.equal(openPlaces(visit([sizes, result("1", "caliper", "undecided")], []), []).length, 2);
});

test("a photo that the server is measuring is neither open nor decided", () => {
  const waiting = { ...visit([], []), measuring: [{ unit_id: "1", item_code: "sizes" }] };
  assert.equal(cellAt(waiting, [], { unit_id: "1", item_code: "sizes" }), "kept");
  assert.deepEqual(openPlaces(waiting, []), []);
});

test("progress counts only what is asked", () => {
  assert.equal(progress(FRESH, []), 0);
  const half = visit([result("1", "crack", "pass"), result("2", "crack", "fail")], [{ unit_id: "1", item_code: "sizes" }, { unit_id: null, item_code: "count" }]);
  assert.equal(progress(half, []), 0.5);
});

test("a new answer replaces the old one in sight and closes the place; the old one stays in the list", () => {
  const before = visit([result("1", "crack", "fail")], []);
  const after = withResults(before, [{ ...result("1", "crack", "pass"), id: "new" }]);
  assert.equal(cellAt(after, [], { unit_id: "1", item_code: "crack" }), "pass");
  assert.equal(after.results.length, 2);
  const closed = withResults(FRESH, [result("1", "crack", "pass")]);
  assert.equal(closed.open.length, FRESH.open.length - 1);
});

test("a new answer replaces the last one of its place: kept here, at the server, or still being measured", () => {
  const crack = { unit_id: "1", item_code: "crack" };
  const seen = visit([result("1", "crack", "fail")], []);
  assert.equal(answerBefore(FRESH, [], crack), null);
  assert.equal(answerBefore(seen, [], crack), "a");
  // answered twice without network: the second corrects the first, which the server does not have yet
  assert.equal(answerBefore(seen, [{ id: "first", ...crack }, { id: "second", ...crack }, { id: "other", ...crack, unit_id: "2" }], crack), "second");
  const sizes = { unit_id: "1", item_code: "sizes" };
  assert.equal(answerBefore({ ...FRESH, measuring: [{ ...sizes, answer_id: "m" }] }, [], sizes), "m");
});

test("what nobody decided is told once for each size, unless another item decided it", () => {
  const seen = visit([
    result("1", "sizes", "undecided", "length"), result("1", "caliper", "pass", "length"),
    result("1", "sizes", "not_measurable", "width"), result("1", "caliper", "undecided", "width"),
    result("2", "crack", "not_measurable"), result(null, "count", "fail"),
  ], []);
  assert.deepEqual(undecided(seen).map((each) => each.id), ["1/sizes/width", "2/crack/null"]);
});
