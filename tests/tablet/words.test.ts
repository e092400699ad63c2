import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, daysAgo, directionOf, firstLanguage, isUnreviewed, named, pick, t, useWords } from "../../qa_service/tablet/src/shell/words.ts";

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

test("days are those of the calendar: this morning is today, last night is yesterday", () => {
  const now = new Date(2026, 10, 26, 7, 30);
  assert.equal(daysAgo(new Date(2026, 10, 26, 0, 5), now), 0);
  assert.equal(daysAgo(new Date(2026, 10, 25, 23, 55), now), 1);
  assert.equal(daysAgo(new Date(2026, 10, 14, 12, 0), now), 12);
  assert.equal(daysAgo(new Date(2026, 10, 27, 12, 0), now), 0); // a clock that is wrong is not "in one day"
});

test("what was known today says so in every language, never 0 days", () => {
  const now = new Date(2026, 10, 26, 7, 30);
  const said = (["en", "fr", "sw", "ar"] as const).map((code) => {
    useWords(code, {}, {});
    return ago(new Date(2026, 10, 26, 1, 0), now);
  });
  assert.deepEqual(said, ["today", "aujourd’hui", "leo", "اليوم"]);
  useWords("en", {}, {});
});
