import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../qa_service/tablet/src/shell/api.ts";
import { mayKeep, misfit, nextStep, PROFILE_STEPS, sentPhotos, unusableSteps, withPhoto, type ProfileStep, type Taken, type TakenPhoto } from "../../qa_service/tablet/src/inspections/profileSteps.ts";
import { faultsOf, placeOf, type SheetForm } from "../../qa_service/tablet/src/inspections/sheetForm.ts";

let made = 0;

function photo(tilt_deg: number, towards_deg: number, roll_deg: number, more: Partial<TakenPhoto> = {}): TakenPhoto {
  made += 1;
  return { sha256: `sha-${made}`, tilt_deg, towards_deg, roll_deg, width_px: 4000, height_px: 3000, ...more };
}

const GOOD: readonly TakenPhoto[] = [...[2, 91, 179, -88].map((roll) => photo(2, 0, roll)), ...[180, 5, -90, 80].map((towards) => photo(19, towards, 0))];

function all(photos: readonly TakenPhoto[]): Taken {
  return photos.reduce<Taken>((taken, each, k) => withPhoto(taken, PROFILE_STEPS[k] as ProfileStep, each), {});
}

function codeOf(step: ProfileStep, one: TakenPhoto, taken: Taken = {}): string | null {
  return misfit(step, one, taken)?.code ?? null;
}

test("eight photos as asked fit their steps, in whichever order they were taken", () => {
  for (const order of [PROFILE_STEPS, [...PROFILE_STEPS].reverse()]) {
    let taken: Taken = {};
    for (const step of order) {
      const one = GOOD[PROFILE_STEPS.indexOf(step)] as TakenPhoto;
      assert.equal(codeOf(step, one, taken), null, step);
      taken = withPhoto(taken, step, one);
    }
    assert.equal(nextStep(taken), null);
    assert.deepEqual(sentPhotos(taken), GOOD.map((each) => each.sha256));
  }
});

test("eight photos with the same small tilt do not fill eight steps", () => {
  const same = PROFILE_STEPS.map(() => photo(3, 40, 1));
  let taken: Taken = {};
  const told = PROFILE_STEPS.map((step, k) => {
    const found = codeOf(step, same[k] as TakenPhoto, taken);
    if (found === null) taken = withPhoto(taken, step, same[k] as TakenPhoto);
    return found;
  });
  assert.deepEqual(told, [null, "same_turn", "same_turn", "same_turn", "not_tilted", "not_tilted", "not_tilted", "not_tilted"]);
});

test("a leaning photo is not from straight above, a level one not tilted, and what was measured is said", () => {
  assert.deepEqual(misfit("flat.0", photo(31, 0, 0), {}), { code: "tilted", details: { tilt: 31 } });
  assert.equal(codeOf("tilt.0", photo(9.9, 0, 0)), "not_tilted");
  assert.equal(codeOf("tilt.0", photo(10, 0, 0)), null);
  assert.equal(codeOf("flat.0", photo(10, 0, 0)), "tilted");
  assert.equal(codeOf("tilt.0", photo(38, 0, 0)), "too_tilted");
});

test("turns and sides are compared round the circle, and with the photo that is replaced never", () => {
  const taken = all([photo(2, 0, 179), photo(2, 0, 90)]);
  assert.deepEqual(misfit("flat.2", photo(2, 0, -178), taken), { code: "same_turn", details: { index: 1 } });
  assert.equal(codeOf("flat.0", photo(2, 0, -178), taken), null);
  const leaning = withPhoto(taken, "tilt.1", photo(20, -170, 0));
  assert.deepEqual(misfit("tilt.0", photo(20, 170, 0), leaning), { code: "same_side", details: { index: 6 } });
  assert.equal(codeOf("tilt.0", photo(20, 100, 179), leaning), null);
});

test("the same photo twice and another size help nobody and may not be kept", () => {
  const taken = all(GOOD.slice(0, 2));
  const again = misfit("flat.2", GOOD[0] as TakenPhoto, taken);
  const small = misfit("flat.2", photo(2, 0, 179, { width_px: 2000 }), taken);
  assert.deepEqual([again?.code, small?.code], ["repeated", "other_size"]);
  assert.deepEqual([again, small].map((each) => each !== null && mayKeep(each)), [false, false]);
  const leaning = misfit("flat.2", photo(31, 0, 0), taken);
  assert.equal(leaning !== null && mayKeep(leaning), true);
});

test("a photo is removed alone, and the reasons of the server find their steps", () => {
  const taken = withPhoto(all(GOOD), "flat.2", null);
  assert.equal(nextStep(taken), "flat.2");
  assert.equal(sentPhotos(taken).length, 7);
  assert.deepEqual(unusableSteps(all(GOOD), ["", "blurred", "", "", "", "", "", "wrong_sheet"]), { "flat.1": "blurred", "tilt.3": "wrong_sheet" });
  assert.deepEqual(unusableSteps(taken, ["", "", "glare"]), { "flat.3": "glare" });
  for (const odd of [undefined, null, "blurred", { 0: "blurred" }, [1, null]]) assert.deepEqual(unusableSteps(taken, odd), {});
});

const FORM: SheetForm = { code: "", serial: "AB12", x: ["99,8", "٩٩٫٨", "99.8"], y: ["79.9", "79.9", "79.9"], mpe: "0.1" };

test("a field that cannot be sent is named, in the order of the page", () => {
  assert.deepEqual(faultsOf(FORM), []);
  const wrong: SheetForm = { code: "", serial: " ", x: ["", "-1", "0"], y: ["ninety", "1000", "1e3"], mpe: "0" };
  assert.deepEqual(faultsOf(wrong).map((each) => `${each.place} ${each.code}`), ["serial empty", "X1 empty", "X2 length", "X3 length", "Y1 number", "Y2 length", "Y3 number", "mpe mpe"]);
  assert.deepEqual(faultsOf({ ...FORM, serial: "é<b>" }), [{ place: "serial", code: "serial" }]);
  assert.deepEqual(faultsOf({ ...FORM, serial: "é<b>", code: "QAS:A5.1:0A1B2C3D:AB12CD" }), []);
});

test("a refusal stands at its field, at its bar, or beside the button", () => {
  const at = (code: string, details = {}, hasCode = false): string => placeOf(new Problem(code, "", 422, details), hasCode);
  assert.equal(at("sheet.reading", { axis: "Y", number: 2 }), "Y2");
  assert.deepEqual(["sheet.fit_to_page", "sheet.readings_apart"].map((code) => at(code, { axis: "X" })), ["X", "X"]);
  assert.deepEqual([at("sheet.serial"), at("sheet.serial", {}, true), at("sheet.caliper_error"), at("sheet.code_unknown"), at("sheet.pockets"), at("network.absent")], ["serial", "end", "mpe", "code", "end", "end"]);
});
