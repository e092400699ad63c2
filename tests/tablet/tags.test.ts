import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../qa_service/tablet/src/checklists/model.ts";
import type { Cell, Row } from "../../qa_service/tablet/src/inspections/progress.ts";
import { placeOfRow, serialNamed } from "../../qa_service/tablet/src/inspections/tags.ts";

test("a tag, a label and a bare number name the unit", () => {
  for (const text of ["QAU:K7M3A2:017", " QAU:K7M3A2:017\n", "017", "HTTPS://QA.EXAMPLE.ORG/01/09520417000017/10/K7M3A2/21/017#abc", "https://x.org/10/K7M3A2/21/017/"]) {
    assert.deepEqual(serialNamed(text, "K7M3A2"), { serial: "017" }, text);
  }
});

test("a tag of another lot is told apart, whatever its number", () => {
  assert.deepEqual(serialNamed("QAU:R4T8W1:017", "K7M3A2"), { other_lot: "R4T8W1" });
  assert.deepEqual(serialNamed("https://x.org/10/R4T8W1/21/017", "K7M3A2"), { other_lot: "R4T8W1" });
});

test("anything else names nothing", () => {
  for (const text of ["", "two words", "QAU:K7M3A2", "QAU:K7M3A2:0 17", "https://example.org/", "%", "9".repeat(60)]) {
    const named = serialNamed(text, "K7M3A2");
    assert.ok(named === null || ("serial" in named && named.serial === text), text);
  }
  assert.deepEqual(serialNamed("https://x.org/10/%E0%A4%A/21/1", "K7M3A2"), { other_lot: "%E0%A4%A" });
});

const items = ["a", "b", "c"].map((code) => ({ code }) as Item);
const row = (...cells: Cell[]): Row => ({ unit_id: "u", serial: "1", cells, open: 0, hasFailed: false, isUndecided: false });

test("a unit goes on at what is open, else at what was asked of it", () => {
  assert.deepEqual(placeOfRow(row("pass", "open", "open"), items), { unit_id: "u", item_code: "b" });
  assert.deepEqual(placeOfRow(row("none", "pass", "none"), items), { unit_id: "u", item_code: "b" });
  assert.equal(placeOfRow(row("none", "none", "none"), items), null);
});
