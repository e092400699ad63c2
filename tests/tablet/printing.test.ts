/** What the labels screen asks the server for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, OWN, PLAIN, query, typed } from "../../qa_service/tablet/src/certificates/printing.ts";

test("a decimal comma and a long minus are numbers, other words are told to the server as they are", () => {
  assert.equal(typed("1,5"), 1.5);
  assert.equal(typed("\u22120.5"), -0.5);
  assert.equal(typed(" "), null);
  assert.equal(typed("wide"), "wide");
});

test("an ordinary print asks for no more than its sheet and cell", () => {
  assert.equal(query(PLAIN), "sheet=a4_65&start_cell=1");
});

test("the lengths of an own sheet are sent, those of another are not", () => {
  assert.equal(asked(PLAIN)["rows"], undefined);
  const own = asked({ ...PLAIN, sheet: OWN, own: { ...PLAIN.own, pitch_x_mm: "66,04" } });
  assert.deepEqual([own["columns"], own["rows"], own["pitch_x_mm"], own["pitch_y_mm"]], [3, 8, 66.04, undefined]);
});

test("spoiled labels are named and printed again", () => {
  const again = { ...PLAIN, spoiled: new Set(["A", "B"]) };
  assert.deepEqual(asked(again)["serials"], ["A", "B"]);
  assert.equal(query(again), "sheet=a4_65&start_cell=1&serials=A&serials=B&again=true");
});
