import assert from "node:assert/strict";
import { test } from "node:test";
import type { Characteristic, Outline, ProcessField, Revision } from "../../qa_service/tablet/src/checklists/model.ts";
import { kept, offOutline, withSizes, withoutSizes } from "../../qa_service/tablet/src/checklists/drafting.ts";
import { isBody, outlineQuery } from "../../qa_service/tablet/src/checklists/outlineFile.ts";
import { balloons, boxOf, ringPath } from "../../qa_service/tablet/src/checklists/shape.ts";
import { isRefusing, worstGate } from "../../qa_service/tablet/src/inspections/gates.ts";
import { pdfPath, serialInCode } from "../../qa_service/tablet/src/inspections/sheetDesign.ts";
import { askedHere, faultOf, listOf, valuesOf } from "../../qa_service/tablet/src/inspections/process.ts";
import { keyOf } from "../../qa_service/tablet/src/shell/parts/Keypad.tsx";
import { isNews, isThoroughTurn } from "../../qa_service/tablet/src/shell/scanner.ts";

function field(code: string, more: Partial<ProcessField> = {}): ProcessField {
  return { code, type: "number", unit: "°C", min: 70, max: 90, options: [], required: true, names: { en: code }, per: "lot", ...more };
}

test("a process value is missing, no number, too low or too high, or right with a decimal comma", () => {
  const bed = field("bed");
  assert.deepEqual(["", "hot", "69,9", "90.1", "85,5"].map((typed) => faultOf(bed, typed)), ["needed", "number", "low", "high", null]);
  assert.equal(faultOf(field("note", { type: "text", required: false }), ""), null);
});

test("numbers are sent as numbers, empty fields not at all", () => {
  assert.deepEqual(valuesOf([field("bed"), field("nozzle"), field("note", { type: "text" })], { bed: "85,5", note: " dry " }), { bed: 85.5, note: "dry" });
  assert.deepEqual(listOf("printer-1, printer-2،printer-3\n"), ["printer-1", "printer-2", "printer-3"]);
});

test("machine, people, material and values of each unit have their own places", () => {
  const all = [field("bed"), field("machine"), field("operator"), field("material_lot", { type: "ref" }), field("torque", { per: "unit" })];
  assert.deepEqual(askedHere(all).map((each) => each.code), ["bed"]);
});

test("a gate that refuses is told before one that only advises", () => {
  const gate = (code: string, ok: boolean) => ({ code, ok, value: 1, limit: 1, refuses: code === "markers" });
  assert.equal(worstGate([gate("tilt", false), gate("markers", false)])?.code, "markers");
  assert.equal(worstGate([gate("tilt", false), gate("markers", true)])?.code, "tilt");
  assert.equal(worstGate([gate("tilt", true)]), null);
  assert.equal(isRefusing(gate("tilt", false)), false);
});

test("the code of a sheet is told from any other text", () => {
  assert.equal(serialInCode(" QAS:LETTER-C-12T.1:0A1B2C3D:AB12CD "), "AB12CD");
  for (const other of ["", "AB12CD", "QAS:A5.1:0A1B2C3D", "https://x.org/QAS:A5.1:0A1B2C3D:AB12CD", "qas:A5.1:0A1B2C3D:AB12CD"]) assert.equal(serialInCode(other), null);
  assert.equal(pdfPath({ size: "A5", window: "black", pockets: 6, tags: true, revision: 2 }, 2), "/api/sheets/print.pdf?size=A5&window=black&pockets=6&tags=true&copies=2");
});

test("a code held in front of the camera is told once, and again after it was away", () => {
  assert.equal(isNews("A", null, 0), true);
  assert.equal(isNews("A", { text: "A", seen_ms: 1000 }, 1100), false);
  assert.equal(isNews("A", { text: "A", seen_ms: 1000 }, 4000), true);
  assert.equal(isNews("B", { text: "A", seen_ms: 1000 }, 1100), true);
  assert.deepEqual([0, 1, 2, 3, 4, 9].map(isThoroughTurn), [false, false, false, false, true, true]);
});

test("a real keyboard types on the pad, letters do not", () => {
  assert.deepEqual(["5", "٥", ",", ".", "Backspace", "-", "x", "Enter"].map(keyOf), ["5", "5", ".", ".", "delete", "sign", null, null]);
});

test("numbers of the drawing do not cover each other and stay inside its box", () => {
  const outline = { units: "mm" as const, outer: [[0, 0], [52, 0], [52, 34], [0, 34]] as const, holes: [], source: "dxf", nominal_height_mm: 3, turns_alike: 2, mirror_alike: true, off_outline: [] };
  const box = boxOf(outline);
  const at = (code: string, balloon: number): Characteristic => ({
    code, balloon, names: { en: code }, kind: "outer_length", unit: "mm", nominal: 1, lsl: 0, usl: 2, class: "B", method: "photo_dimension",
    instrument: null, fallback: null, scope: "unit", destructive: false, refs: { edges: [], arcs: [], circles: [{ centre: [26, 30], radius: 1 }] },
  });
  const radius = 5;
  const placed = balloons([at("a", 1), at("b", 2), at("c", 3)], box, radius);
  assert.equal(placed.length, 3);
  const many = Array.from({ length: 24 }, (_, index) => at(`m${index}`, index + 1));
  assert.equal(balloons(many, box, 3).length, 24, "no number is left out");
  for (const each of placed) {
    assert.ok(each.at[0] - radius >= box.x && each.at[0] + radius <= box.x + box.width && each.at[1] - radius >= box.y && each.at[1] + radius <= box.y + box.height);
    for (const other of placed) assert.ok(each === other || Math.hypot(each.at[0] - other.at[0], each.at[1] - other.at[1]) > 2 * radius);
  }
  assert.equal(ringPath([[0, 0], [1, 2]]), "M0 0L1 -2Z");
});

test("confirmed sizes go into the draft with numbers that follow on; dropped ones do not", () => {
  const size = (code: string, balloon: number): Characteristic => ({
    code, balloon, names: { en: code }, kind: "outer_length", unit: "mm", nominal: 1, lsl: 0, usl: 2, class: "B", method: "photo_dimension",
    instrument: null, fallback: null, scope: "unit", destructive: false, refs: null,
  });
  const rows = kept([size("a", 4), size("b", 5), size("c", 6)], { a: null, c: { ...size("c", 6), usl: 3 } });
  assert.deepEqual(rows.map((each) => [each.code, each.usl]), [["b", 2], ["c", 3]]);
  const revision = { id: "r", label: "B", version: 7, state: "draft", characteristics: [size("known", 3)], files: [] } as unknown as Revision;
  const sent = withSizes(revision, rows) as { base_version: number; label: string; characteristics: Characteristic[] };
  assert.deepEqual(sent.characteristics.map((each) => [each.code, each.balloon]), [["known", 3], ["b", 4], ["c", 5]]);
  assert.equal(sent.base_version, 7);
  assert.deepEqual(Object.keys(sent).sort(), ["base_version", "characteristics", "label"], "only what an author writes");
});

test("sizes that are off the outline are named, and dropped without the others", () => {
  const sizes = ["length", "width", "hole"].map((code) => ({ code, balloon: 1 }) as unknown as Characteristic);
  const revision = { label: "A", version: 3, state: "draft", characteristics: sizes } as unknown as Revision;
  const off = offOutline(revision, { off_outline: ["hole", "length", "gone"] } as unknown as Outline);
  assert.deepEqual(off.map((each) => each.code), ["length", "hole"]);
  const sent = withoutSizes(revision, off) as { base_version: number; characteristics: Characteristic[] };
  assert.deepEqual(sent.characteristics.map((each) => each.code), ["width"]);
  assert.equal(sent.base_version, 3);
  assert.ok(!("state" in sent));
});

test("an outline is asked for by silhouette or by the height of the cut, zero included", () => {
  assert.deepEqual(["a.STL", "b.dxf", "stl.svg"].map(isBody), [true, false, false]);
  assert.equal(outlineQuery("a b.stl", { units: null, section_mm: null }), "path=a+b.stl&role=outline");
  assert.equal(outlineQuery("a.stl", { units: "in", section_mm: 0 }), "path=a.stl&role=outline&units=in&section_mm=0");
});
