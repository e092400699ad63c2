import assert from "node:assert/strict";
import { test } from "node:test";
import { decimalText, decimalsOf, formatNumber, parseNumber, pressed, showTyped, westernDigits } from "../../qa_service/tablet/src/shell/numbers.ts";

test("comma, point and the Arabic decimal sign all mean the decimal sign", () => {
  for (const typed of ["120.52", "120,52", "١٢٠٫٥٢", "۱۲۰٫۵۲", "١٢٠,٥٢"]) assert.equal(parseNumber(typed), 120.52, typed);
});

test("what could be read in two ways is not a number", () => {
  for (const typed of ["1,234.5", "1.2.3", "", " ", "12 mm", "1e3", "--1", "+", "."]) assert.equal(parseNumber(typed), null, typed);
});

test("digits are kept as typed, so that nothing is rounded on the way", () => {
  assert.equal(decimalText("0004,350"), "4.350");
  assert.equal(decimalText("-0,5"), "-0.5");
  assert.equal(decimalText("7."), "7");
  assert.equal(decimalText(".5"), "0.5");
});

test("Persian and Arabic digits become Western ones, letters stay", () => {
  assert.equal(westernDigits("لوط ٤٢ K7M3A2"), "لوط 42 K7M3A2");
});

test("keys build one number with one decimal sign", () => {
  const typed = [..."3.3.2"].reduce((text, key) => pressed(text, key), "");
  assert.equal(typed, "3.32");
  assert.equal(pressed("3.32", "delete"), "3.3");
  assert.equal(pressed("", "."), "0.");
  assert.equal(pressed("0", "5"), "5");
  assert.equal(pressed("123456789", "1"), "123456789");
  assert.equal(pressed("5", "sign"), "-5");
  assert.equal(pressed("-5", "sign"), "5");
});

test("numbers are shown in the digits and sign of the language", () => {
  assert.equal(formatNumber(120.52, "en", 2), "120.52");
  assert.equal(formatNumber(120.5, "fr", 2), "120,50");
  assert.equal(formatNumber(120.52, "ar", 2), "١٢٠٫٥٢");
  assert.equal(showTyped("3.", "fr"), "3,");
  assert.equal(showTyped("3.2", "ar"), "٣٫٢");
});

test("limits are shown as finely as they were written", () => {
  assert.equal(decimalsOf(4.35), 2);
  assert.equal(decimalsOf(3), 0);
  assert.equal(decimalsOf(0.0000001), 7);
});
