import assert from "node:assert/strict";
import { test } from "node:test";
import { fine, partsOf, percentOf, probabilityOf, zoneOf } from "../../qa_service/tablet/src/inspections/budget.ts";
import type { Budget } from "../../qa_service/tablet/src/inspections/model.ts";
import { whyOpen, type Size } from "../../qa_service/tablet/src/inspections/sizes.ts";
import { statedU, statedValue } from "../../qa_service/tablet/src/shell/stating.ts";

const BUDGET: Budget = {
  rows: [{ row: "edge_class", u: 0.03 }, { row: "sheet_scale", u: 0.04 }, { row: "presence", u: 0 }, { row: "paper_bow", u: 0.0001 }],
  u: 0.05, dof: 41.7, k: 2, U95: 0.1, photos: 1, guard_band: 0.0829, accept_low: 51.7829, accept_high: 52.2171, conformance_probability: 0.99996,
};

test("U is rounded up to two digits and the value follows, as in Python", () => {
  for (const [value, u95, said, u] of [
    [52.0041, 0.1132, "52.00", "0.12"], [52.0041, 0.11, "52.00", "0.11"], [4.34, 0.0601, "4.340", "0.061"], [4.34, 0.0996, "4.34", "0.10"],
    [90.1, 0.1, "90.10", "0.10"], [351.4, 12.01, "351", "13"], [351.4, 121, "351", "130"], [0, 0.99999, "0.0", "1.0"], [12, 0.07 + 0.04, "12.00", "0.11"],
  ] as const) {
    assert.equal(statedU(u95, "en"), u);
    assert.equal(statedValue(value, u95, "en"), said);
  }
  assert.equal(statedU(0.1132, "fr"), "0,12");
  assert.equal(statedU(0.1132, "ar"), "٠٫١٢");
});

test("a U of nothing, or none at all, is no reason to fall over", () => {
  assert.equal(statedU(0, "en"), "0");
  assert.equal(statedValue(1.5, 0, "en"), "1.5");
  assert.equal(statedU(Number.NaN, "en"), "NaN");
});

test("rows come largest first with their share of the variance; what adds nothing is left out", () => {
  const parts = partsOf(BUDGET);
  assert.deepEqual(parts.map((each) => each.row), ["sheet_scale", "edge_class", "paper_bow"]);
  assert.equal(Math.round((parts[0]?.share ?? 0) * 100), 64);
  assert.ok(Math.abs(parts.reduce((sum, each) => sum + each.share, 0) - 1) < 1e-9);
  assert.equal(percentOf(parts[2]?.share ?? 0, "en"), "< 1");
  assert.equal(fine(0.0001, BUDGET, "en"), "< 0.001");
});

test("what is shown is never better than what is so", () => {
  assert.equal(probabilityOf(0.99996, "en"), "> 99.99");
  assert.equal(probabilityOf(0.98999, "en"), "98.99");
  assert.equal(fine(51.7829, BUDGET, "en", "up"), "51.783");
  assert.equal(fine(52.2171, BUDGET, "en", "down"), "52.217");
  assert.equal(fine(52.2, BUDGET, "en", "down"), "52.200");
  assert.equal(fine(0.0829, BUDGET, "en", "up"), "0.083");
});

test("a guard band wider than the limits leaves nothing that passes", () => {
  assert.equal(zoneOf(BUDGET), "between");
  assert.equal(zoneOf({ ...BUDGET, accept_low: 52.3 }), "none");
  assert.equal(zoneOf({ ...BUDGET, accept_low: null }), "high");
  assert.equal(zoneOf({ ...BUDGET, accept_low: null, accept_high: null }), "no_limit");
});

const SIZE: Size = { code: "l", balloon: "1", name: "Length", value: 52, u95: 0.1, unit: "mm", low: 51.7, high: 52.3, outcome: "undecided", reason: null };

test("each size that is not decided is named under its own reason", () => {
  const sizes: Size[] = [
    { ...SIZE, reason: "within_uncertainty" }, { ...SIZE, name: "Width", reason: "reference_piece_off" }, { ...SIZE, name: "Slot", reason: "reference_piece_off" },
    { ...SIZE, name: "Hole", reason: "refused:blurred" }, { ...SIZE, name: "Mass", outcome: "pass" },
    { ...SIZE, name: "Flatness", reason: "information_only" },
  ];
  assert.deepEqual(whyOpen(sizes), [
    { why: "reference_piece_off", names: ["Width", "Slot"] }, { why: "within_uncertainty", names: ["Length"] }, { why: "information_only", names: ["Flatness"] }, { why: "other", names: ["Hole"] },
  ]);
});
