import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../qa_service/tablet/src/shell/api.ts";
import { uuid7From } from "../../qa_service/tablet/src/shell/ids.ts";
import { afterSending, nextToSend, outstanding, refusedBefore, refusedWith, waitBeforeTry_ms, waitingFor, type Envelope } from "../../qa_service/tablet/src/shell/outbox.ts";

function make(id: string, more: Partial<Envelope> = {}): Envelope {
  return {
    id, kind: "visit.answer", method: "POST", path: "/api/x", body: {}, photo: null, after: [], person_id: "amina",
    made_at: "2026-11-24T09:00:00Z", about: "Unit 017, Pull test", state: "kept", tries: 0, problem: null, ...more,
  };
}

test("the oldest goes first, and what was acknowledged is gone", () => {
  const all = [make("3"), make("1"), make("2")];
  assert.deepEqual(outstanding(all, new Set(["2"])).map((each) => each.id), ["1", "3"]);
});

test("an answer waits for its photo", () => {
  const photo = make("2", { kind: "photo" });
  const answer = make("1", { after: ["2"] });
  assert.equal(nextToSend([answer, photo], "amina")?.id, "2");
  assert.equal(nextToSend([answer], "amina")?.id, "1");
});

test("an answer stays behind a photo that was refused", () => {
  const photo = make("2", { kind: "photo", state: "refused" });
  assert.equal(nextToSend([make("1", { after: ["2"] }), photo], "amina"), null);
});

test("what waits for a refused photo is refused with it, for the same reason; the rest is left alone", () => {
  const why = { code: "photo.unreadable", title: "This is no photo that can be read.", status: 422 };
  const photo = make("2", { kind: "photo", state: "refused", problem: why });
  const all = [make("1"), photo, make("3", { after: ["1", "2"] }), make("4", { after: ["3"] }), make("5", { after: ["1"] })];
  assert.deepEqual(refusedWith(all).map((each) => [each.id, each.state, each.problem]), [["3", "refused", why], ["4", "refused", why]]);
  assert.deepEqual(waitingFor(all, ["2"]).map((each) => each.id), ["3", "4"]);
  assert.deepEqual(waitingFor(all, ["5"]), []);
});

test("the refused photo is found again from the answer that waits for it", () => {
  const photo = make("2", { kind: "photo", state: "refused" });
  const [answer, other] = [make("3", { after: ["2"], state: "refused" }), make("4")];
  assert.deepEqual(refusedBefore([photo, answer, other], answer).map((each) => each.id), ["2"]);
  assert.deepEqual(refusedBefore([photo, answer, other], other), []);
  assert.deepEqual(refusedBefore([photo, answer, other], photo), []);
});

test("nothing goes out in the name of another person", () => {
  assert.equal(nextToSend([make("1", { person_id: "other" })], "amina"), null);
});

test("no network keeps it for later, a refusal keeps it for a person, only an answer lets it go", () => {
  assert.equal(afterSending(make("1"), null).kind, "acknowledged");
  for (const status of [0, 401, 429, 500, 502, 503]) assert.equal(afterSending(make("1"), new Problem("x", "", status)).kind, "later", String(status));
  for (const status of [403, 404, 409, 413, 422]) {
    const outcome = afterSending(make("1"), new Problem("visit.locked", "Locked", status));
    assert.ok(outcome.kind === "refused" && outcome.envelope.state === "refused" && outcome.envelope.problem?.code === "visit.locked", String(status));
  }
});

test("tries grow apart up to five minutes", () => {
  assert.deepEqual([1, 2, 3, 20].map(waitBeforeTry_ms), [2000, 4000, 8000, 300_000]);
});

test("ids made later sort later and have the form of a UUIDv7", () => {
  const random = new Uint8Array(10).fill(255);
  const early = uuid7From(1_790_000_000_000, random);
  const late = uuid7From(1_790_000_000_001, new Uint8Array(10));
  assert.ok(early < late);
  assert.ok(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(early));
});
