/** Turning what is drawn as the part lies on the sheet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Characteristic, Outline } from "../../qa_service/tablet/src/checklists/model.ts";
import { anchorOf } from "../../qa_service/tablet/src/checklists/shape.ts";
import { hintsOf, plain_deg, squareAround, step_deg, turnedOutline, turnedPlaces } from "../../qa_service/tablet/src/inspections/turning.ts";

const OUTLINE: Outline = { units: "mm", outer: [[0, 0], [40, 0], [40, 20], [0, 20]], holes: [[[5, 5], [5, 6], [6, 6]]], source: "dxf", nominal_height_mm: 3, off_outline: [], turns_alike: 2, mirror_alike: true };
const near = (one: readonly number[], other: readonly number[]): void => one.forEach((value, index) => assert.ok(Math.abs(value - (other[index] ?? NaN)) < 1e-9, `${one} ${other}`));

test("a quarter turn goes counter-clockwise as seen with y up", () => {
  const turned = turnedOutline(OUTLINE, 90);
  near(turned.outer[1] ?? [], [0, 40]);
  near(turned.outer[2] ?? [], [-20, 40]);
  near(turned.holes[0]?.[0] ?? [], [-5, 5]);
});

test("numbers point to the same place of the turned part", () => {
  const refs = { edges: [], circles: [], arcs: [{ centre: [10, 0], radius: 2, start_deg: 0, end_deg: 90 }] } as const;
  const arc = { code: "r", balloon: 1, names: {}, kind: "corner_radius", refs } as unknown as Characteristic;
  const [x, y] = anchorOf(arc) ?? [0, 0];
  near(anchorOf(turnedPlaces(arc, 180)) ?? [], [-x, -y]);
  const plain = { ...arc, refs: null };
  assert.equal(turnedPlaces(plain, 90), plain);
});

test("the frame keeps its size in every turn and holds the part", () => {
  for (const degrees of [0, 30, 75, 180, 240]) {
    const [box, turned] = [squareAround(OUTLINE, degrees), turnedOutline(OUTLINE, degrees)];
    assert.ok(Math.abs(box.width - squareAround(OUTLINE, 0).width) < 1e-9 && box.width === box.height);
    for (const [x, y] of turned.outer) assert.ok(x > box.x && x < box.x + box.width && -y > box.y && -y < box.y + box.height);
  }
});

test("turns stay within half a turn either way", () => {
  assert.deepEqual([0, 30, 180, 210, -180, 360, -30, 745].map(plain_deg), [0, 30, 180, -150, 180, 0, -30, 25]);
  assert.deepEqual([2, 6, 8, 12].map(step_deg), [30, 30, 15, 15]);
});

test("one more photo keeps what was said of those before", () => {
  assert.deepEqual(hintsOf(0, [], [30]), [30]);
  assert.deepEqual(hintsOf(2, [10], [null]), [10, null, null]);
  assert.deepEqual(hintsOf(1, [], [90]), [null, 90]);
});
