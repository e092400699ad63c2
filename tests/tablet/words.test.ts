import assert from "node:assert/strict";
import { test } from "node:test";
import { directionOf, firstLanguage, isUnreviewed, named, pick, t, useWords } from "../../qa_service/tablet/src/shell/words.ts";

const ENGLISH = { "net.unsent": { one: "{count} unsent", other: "{count} unsent pieces" }, "a.b": "Unit {unit}, {n} mm" };
const ARABIC = { "net.unsent": { zero: "لا شيء", one: "واحد", two: "اثنان", few: "{count} قليل", many: "{count} كثير", other: "{count}" } };

test("a plural follows the rules of its language", () => {
  assert.equal(pick(ENGLISH["net.unsent"], 1, "en"), "{count} unsent");
  assert.equal(pick(ARABIC["net.unsent"], 0, "ar"), "لا شيء");
  assert.equal(pick(ARABIC["net.unsent"], 2, "ar"), "اثنان");
  assert.equal(pick(ARABIC["net.unsent"], 5, "ar"), "{count} قليل");
  assert.equal(pick(ARABIC["net.unsent"], 11, "ar"), "{count} كثير");
});

test("numbers come in the digits of the language, texts as they are", () => {
  useWords("ar", ARABIC, ENGLISH);
  assert.equal(t("net.unsent", { count: 14 }), "١٤ كثير");
  useWords("en", ENGLISH, ENGLISH);
  assert.equal(t("a.b", { unit: "017", n: 4.5 }), "Unit 017, 4.5 mm");
});

test("a missing word is told in English, a missing code as itself", () => {
  useWords("sw", {}, ENGLISH);
  assert.equal(t("a.b", { unit: "017", n: 1 }), "Unit 017, 1 mm");
  assert.equal(t("no.such"), "no.such");
});

test("Arabic is written from right to left, the others from left to right", () => {
  assert.equal(directionOf("ar"), "rtl");
  assert.equal(directionOf("sw"), "ltr");
});

test("the language chosen here comes before that of the browser, English comes last", () => {
  assert.equal(firstLanguage("sw", ["fr-FR"]), "sw");
  assert.equal(firstLanguage(null, ["de-DE", "fr-FR"]), "fr");
  assert.equal(firstLanguage(null, ["de"]), "en");
});

test("a name falls back to English", () => {
  useWords("fr", {}, {});
  assert.equal(named({ en: "Length", fr: "Longueur" }), "Longueur");
  assert.equal(named({ en: "Length" }), "Length");
  assert.equal(named(null), "");
  useWords("en", {}, {});
});

test("words that no native speaker read say so", () => {
  useWords("fr", ENGLISH, ENGLISH);
  assert.equal(isUnreviewed.value, true);
  useWords("fr", { ...ENGLISH, "language.is_reviewed": "yes" }, ENGLISH);
  assert.equal(isUnreviewed.value, false);
  useWords("fr", {}, ENGLISH);
  assert.equal(isUnreviewed.value, false);
  useWords("en", ENGLISH, ENGLISH);
  assert.equal(isUnreviewed.value, false);
});
