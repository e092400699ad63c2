import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionWhileTyping, isOverdue, needsTool, suitable } from "../../qa_service/tablet/src/inspections/instrument.ts";
import { gaugeMarks, judge } from "../../qa_service/tablet/src/shell/limits.ts";

const SLOT = { low: 4.35, high: 4.65 };

test("a reading on the limit passes, one step beyond fails and says by how much", () => {
  assert.equal(judge(4.35, SLOT).decision, "pass");
  assert.equal(judge(4.65, SLOT).decision, "pass");
  const short = judge(4.34, SLOT);
  assert.equal(short.decision, "fail");
  assert.equal(short.side, "low");
  assert.ok(Math.abs(short.by - 0.01) < 1e-9);
});

test("a limit on one side only leaves the other side free", () => {
  assert.equal(judge(1e6, { low: 350, high: null }).decision, "pass");
  assert.equal(judge(-1, { low: null, high: 0 }).decision, "pass");
  assert.equal(judge(349.9, { low: 350, high: null }).decision, "fail");
});

test("the gauge line shows the limits and a margin of 45 % on each side", () => {
  const marks = gaugeMarks(SLOT, 4.5, 0.07);
  assert.ok(Math.abs((marks.low ?? 0) - (0.45 / 1.9) * 100) < 1e-6);
  assert.ok(Math.abs((marks.high ?? 0) - (1.45 / 1.9) * 100) < 1e-6);
  assert.ok(Math.abs((marks.needle ?? 0) - 50) < 1e-6);
  const [from, to] = marks.band ?? [0, 0];
  assert.ok(from < 50 && to > 50 && to - from > 20);
  assert.equal(marks.isBeyond, false);
});

test("a value far outside stands at the end of the line, never off it", () => {
  for (const value of [1000, -1000]) {
    const marks = gaugeMarks(SLOT, value, 0.07);
    assert.ok(marks.isBeyond);
    assert.ok((marks.needle ?? -1) >= 0 && (marks.needle ?? 101) <= 100);
    assert.equal(marks.band, null);
  }
});

test("of a value beyond the end the band that reaches the limits is drawn", () => {
  const marks = gaugeMarks(SLOT, 4.82, 0.4);
  assert.ok(marks.isBeyond);
  const [from, to] = marks.band ?? [0, 0];
  assert.ok(from < (marks.high ?? 0) && to === 100);
});

test("every place on the line is within 0 to 100, with one limit or none too", () => {
  for (const limits of [{ low: 350, high: null }, { low: null, high: 2 }, { low: null, high: null }, { low: 0, high: 0 }]) {
    for (const value of [null, -5, 0, 2, 400]) {
      const marks = gaugeMarks(limits, value, 1);
      for (const place of [marks.low, marks.high, marks.needle, marks.from, marks.to]) assert.ok(place === null || (place >= 0 && place <= 100 && Number.isFinite(place)));
    }
  }
});

test("a value whose uncertainty reaches over the limit is shown as not decided, on either side of it", () => {
  const shown = (value: number): string => decisionWhileTyping(value, SLOT, { u95: 0.03 }, true).shown;
  assert.deepEqual([4.36, 4.34, 4.39, 4.2].map(shown), ["undecided", "undecided", "pass", "fail"]);
});

test("a size of class A or B is not decided without the uncertainty of an instrument, and still fails", () => {
  const slot = { unit: "mm", class: "B" } as const;
  assert.equal(needsTool(slot), true);
  assert.equal(needsTool({ ...slot, class: "C" }), false);
  assert.equal(needsTool({ ...slot, unit: "stitches per 10 mm" }), false);
  const said = (value: number, tool: { u95: number } | null, isNeeded = true): readonly unknown[] => {
    const found = decisionWhileTyping(value, SLOT, tool, isNeeded);
    return [found.shown, found.why];
  };
  assert.deepEqual(said(4.5, null), ["undecided", "no_tool"]);
  assert.deepEqual(said(4.5, { u95: 0 }), ["undecided", "no_uncertainty"]);
  assert.deepEqual(said(4.2, null), ["fail", null]);
  assert.deepEqual(said(4.5, null, false), ["pass", null]);
});

test("an instrument past its date is known, and stands last", () => {
  const make = (serial: string, due_on: string) => ({ id: serial, serial, type: "calliper", resolution: 0.01, u95: 0.03, unit: "mm", due_on, is_overdue: false });
  const [late, fresh, last_day] = [make("A", "2026-10-20"), make("B", "2027-07-24"), make("C", "2026-11-24")];
  assert.equal(isOverdue(late, "2026-11-24"), true);
  assert.equal(isOverdue(last_day, "2026-11-24"), false);
  assert.deepEqual(suitable([late, fresh, last_day], "calliper", "2026-11-24", ["mm"]).map((each) => each.serial), ["B", "C", "A"]);
  assert.deepEqual(suitable([fresh], "pin gauge 4.35 goes", "2026-11-24", ["mm"]).map((each) => each.serial), ["B"]);
  const scale = { ...make("H", "2027-07-24"), type: "hanging_scale", unit: "N" };
  assert.deepEqual(suitable([fresh, scale], "hanging scale", "2026-11-24", ["N"]).map((each) => each.serial), ["H"]);
  // what reads newtons is never offered for millimetres, whatever its kind; without a unit all are
  assert.deepEqual(suitable([fresh, scale], "hanging scale", "2026-11-24", ["mm"]).map((each) => each.serial), ["B"]);
  assert.deepEqual(suitable([fresh, scale], "tape", "2026-11-24", ["mm", "N"]), []);
  assert.equal(suitable([fresh, scale], "tape", "2026-11-24", [""]).length, 2);
  // a reference piece has a size; nothing is read off it
  assert.deepEqual(suitable([{ ...fresh, type: "reference_piece" }], "tape", "2026-11-24", ["mm"]), []);
});
