import assert from "node:assert/strict";
import { test } from "node:test";
import type { VerdictCode } from "../../qa_service/tablet/src/certificates/model.ts";
import { oneInCount, worstRisk } from "../../qa_service/tablet/src/certificates/risk.ts";
import { cells } from "../../qa_service/tablet/src/certificates/sheet.ts";
import { isBookable, plateOf } from "../../qa_service/tablet/src/certificates/verdicts.ts";

const ALL: readonly VerdictCode[] = [
  "incomplete", "cannot_verify", "unknown_issuer", "invalid", "revoked", "recalled", "suspended", "not_for_use", "suspect",
  "not_on_record", "expired", "valid_stale", "valid", "on_record",
];
const PLAIN = { signature_checked: true, concession: false };

test("only a valid label without an exception is green", () => {
  assert.deepEqual(ALL.filter((verdict) => plateOf({ ...PLAIN, verdict }).tone === "good"), ["valid"]);
  assert.equal(plateOf({ ...PLAIN, verdict: "valid", concession: true }).tone, "care");
});

test("nothing is green without a checked signature, whatever the report says", () => {
  for (const verdict of ALL) assert.ok(plateOf({ verdict, signature_checked: false, concession: false }).tone !== "good", verdict);
});

test("a verdict that this version does not know is told like an invalid label", () => {
  assert.equal(plateOf({ ...PLAIN, verdict: "brilliant" as VerdictCode }).tone, "stop");
});

test("on record, incomplete and cannot check are slate, never green or red", () => {
  for (const verdict of ["on_record", "incomplete", "cannot_verify", "not_for_use"] as const) assert.equal(plateOf({ ...PLAIN, verdict }).tone, "plain");
});

test("only labels whose signature holds may be booked as received", () => {
  assert.deepEqual(ALL.filter((verdict) => isBookable({ ...PLAIN, verdict })), ["valid_stale", "valid"]);
});

test("a packing slip is never green and never booked, whatever it says", () => {
  for (const signature_checked of [true, false]) {
    for (const verdict of ALL) {
      const slip = { kind: "packing_slip", verdict, signature_checked, concession: false } as const;
      assert.ok(plateOf(slip).tone !== "good", verdict);
      assert.equal(isBookable(slip), false, verdict);
    }
  }
  const good = { kind: "packing_slip", verdict: "on_record", signature_checked: true, concession: false } as const;
  assert.equal(plateOf(good).words, "slip_on_record");
  assert.equal(plateOf({ ...good, signature_checked: false }).words, "slip_invalid");
});

test("each tone has its own shape", () => {
  const shapes = new Map(ALL.map((verdict) => [plateOf({ ...PLAIN, verdict }).tone, plateOf({ ...PLAIN, verdict }).icon]));
  assert.equal(shapes.get("good"), "pass");
  assert.equal(shapes.get("stop"), "fail");
  assert.equal(shapes.get("plain"), "plain");
});

test("the risk nearest to one in ten is told", () => {
  assert.equal(worstRisk([{ bad: 1, p: 0.65 }, { bad: 3, p: 0.26 }, { bad: 5, p: 0.1 }])?.bad, 5);
  assert.equal(worstRisk([{ bad: 1, p: 0 }]), null);
  assert.equal(oneInCount(0.1), 10);
});

test("a partly used sheet begins in the chosen cell", () => {
  const sheet = { columns: 5, rows: 13 };
  const marks = cells(sheet, 10, 14);
  assert.equal(marks.filter((each) => each === "used").length, 13);
  assert.equal(marks[13], "first");
  assert.equal(marks.filter((each) => each === "free").length, 65 - 13 - 10);
});
