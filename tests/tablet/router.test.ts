import assert from "node:assert/strict";
import { test } from "node:test";
import { CERTIFICATES } from "../../qa_service/tablet/src/certificates/room.ts";
import { CHECKLISTS } from "../../qa_service/tablet/src/checklists/room.ts";
import { INSPECTIONS } from "../../qa_service/tablet/src/inspections/room.ts";
import { insideApp, match, path } from "../../qa_service/tablet/src/shell/router.ts";
import { SHELL } from "../../qa_service/tablet/src/shell/room.ts";

test("a pattern gives back its parameters, decoded", () => {
  assert.deepEqual(match("/visits/:visit/units/:unit", "/visits/a/units/b%2Fc"), { visit: "a", unit: "b/c" });
  assert.deepEqual(match("/", "/"), {});
  assert.deepEqual(match("/scan", "/scan?text=x"), {});
});

test("a longer, shorter or other path does not match", () => {
  assert.equal(match("/visits/:visit", "/visits"), null);
  assert.equal(match("/visits/:visit", "/visits/a/b"), null);
  assert.equal(match("/visits", "/batches"), null);
});

test("a path made from a pattern leads back to the same parameters", () => {
  const params = { visit: "0192", item: "slot 2/left" };
  assert.deepEqual(match("/visits/:visit/items/:item", path("/visits/:visit/items/:item", params)), params);
});

test("the app knows its own part of the address", () => {
  assert.equal(insideApp("/app/visits/1/", "/app/"), "/visits/1");
  assert.equal(insideApp("/app/", "/app/"), "/");
});

test("no two screens have the same path, and a fixed word comes before a parameter", () => {
  const all = [SHELL, CHECKLISTS, INSPECTIONS, CERTIFICATES].flatMap((room) => room.screens.map((screen) => screen.path));
  assert.equal(new Set(all).size, all.length);
  for (const [index, each] of all.entries()) {
    const first = all.findIndex((other) => match(other, each.replaceAll(":", "")) !== null);
    assert.ok(first === index || match(all[first] ?? "", each) === null || first >= index, `${each} is hidden by ${all[first]}`);
  }
});

test("only screens without records are open to everybody", () => {
  const open = [SHELL, CHECKLISTS, INSPECTIONS, CERTIFICATES].flatMap((room) => room.screens.filter((screen) => screen.isPublic).map((screen) => screen.path));
  assert.deepEqual(open.sort(), ["/01/:gtin/10/:lot/21/:serial", "/C/:number", "/carton", "/first-start", "/label", "/reset", "/scan", "/sign-in", "/trust"]);
});
