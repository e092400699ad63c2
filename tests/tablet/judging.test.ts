import assert from "node:assert/strict";
import { test } from "node:test";
import { centreOf, countsOf, distinct, inTurn } from "../../qa_service/tablet/src/certificates/carton.ts";
import { isSignedInPlainCode } from "../../qa_service/tablet/src/certificates/cose/ed25519.ts";
import { judge, together } from "../../qa_service/tablet/src/certificates/judging.ts";
import { kitOf, take } from "../../qa_service/tablet/src/certificates/kit/format.ts";
import { sixWords } from "../../qa_service/tablet/src/certificates/kit/words.ts";
import type { Report, VerdictCode } from "../../qa_service/tablet/src/certificates/model.ts";
import { openedText } from "../../qa_service/tablet/src/certificates/opened.ts";
import { doCode, saidCode } from "../../qa_service/tablet/src/certificates/said.ts";
import { readScan, Unreadable } from "../../qa_service/tablet/src/certificates/codes/scan.ts";
import type { Knowledge } from "../../qa_service/tablet/src/certificates/verification/knowledge.ts";
import { verify } from "../../qa_service/tablet/src/certificates/verification/verify.ts";
import { reopen } from "../../qa_service/tablet/src/certificates/trust/client.ts";
import { partOf } from "../../qa_service/tablet/src/shell/scanner.ts";
import { knowledgeOf, vectors, type Given } from "./vectors.ts";

const LABELS = vectors<{ knowledge: Record<string, Given>; cases: readonly { name: string; text: string; at: string; knowledge: string; verdict: string; reason: string }[] }>("labels.json");
const UPDATES = vectors<{ files: Record<string, unknown> }>("trust_updates.json").files;
const NOW = new Date("2026-11-24T09:00:00Z");
const GOOD = LABELS.cases[0]?.text ?? "";

async function knowing(name: string): Promise<Knowledge> {
  return knowledgeOf(LABELS.knowledge[name] as Given);
}

test("without WebCrypto every label gets the same verdict", async () => {
  for (const each of LABELS.cases) {
    const found = await verify(each.text, await knowing(each.knowledge), new Date(each.at), isSignedInPlainCode);
    assert.deepEqual([found.verdict, found.reason], [each.verdict, each.reason], each.name);
  }
});

test("an element string names an item and proves nothing, with brackets or with separators", async () => {
  for (const text of ["(01)09521234000013(10)K7M3A2(21)7F3K9QX", "]d2010952123400001310K7M3A2\u001d217F3K9QX"]) {
    const report = await judge(text, await knowing("full"), NOW);
    assert.deepEqual([report.verdict, report.reason, report.signature_checked, report.lot, report.serial], ["incomplete", "no_signature", false, "K7M3A2", "7F3K9QX"]);
  }
});

test("a link to anywhere else is not our label, with or without a prefix of the scanner", async () => {
  for (const text of ["https://example.org/genuine", "]Q1https://EXAMPLE.ORG/01/09521234000013/10/K7M3A2/21/7F3K9QX?x=1", "javascript:alert(1)"]) {
    assert.equal((await judge(text, await knowing("full"), NOW)).verdict, "invalid", text);
  }
  assert.equal((await judge(`]Q1${GOOD}`, await knowing("full"), NOW)).verdict, "valid");
});

test("a scan that is none of the three forms is unreadable", () => {
  for (const text of ["", "(01)123", "(99", "0109521234000014", "https://example.org/", "x".repeat(3000)]) {
    let isRefused = false;
    try {
      readScan(text, "2026-11-24");
    } catch (thrown) {
      isRefused = thrown instanceof Unreadable;
    }
    assert.ok(isRefused, text.slice(0, 30));
  }
});

function reported(verdict: VerdictCode, reason = "", more: Partial<Report> = {}): Report {
  return {
    verdict, reason, signature_checked: verdict.startsWith("valid"), concession: false, concession_texts: [], gtin: "1", lot: "L", serial: "S", maker_serial: null, product: {},
    maker: null, issuer: null, inspected_by: null, produced_on: null, expires_on: null, quantity: 1, status_as_of: null, certificate_id: null, certificate_number: null,
    checked: [], not_checked: [], risk: [], first_receipt: null, ...more,
  };
}

test("a server cannot talk a device that trusts a root into a better verdict", () => {
  for (const here of ["unknown_issuer", "invalid", "revoked", "recalled", "expired", "valid_stale"] as const) {
    assert.equal(together(reported(here, "x"), reported("valid", "all_steps_passed")).verdict, here);
  }
  assert.equal(together(reported("valid"), reported("recalled")).verdict, "recalled");
  assert.equal(together(reported("valid"), reported("not_on_record")).verdict, "not_on_record");
  assert.equal(together(reported("valid"), reported("valid", "", { certificate_number: "C-1" })).certificate_number, "C-1");
});

test("a device that trusts no root has the server's word, and says that nobody compared it", () => {
  const found = together(reported("cannot_verify", "no_trust_list"), reported("valid"));
  assert.deepEqual([found.verdict, found.trust_pinned], ["valid", false]);
  assert.equal(together(reported("cannot_verify", "clock_before_list"), reported("valid")).verdict, "cannot_verify");
});

const KIT = { schema: "qa-kit/1", roots: [UPDATES["root 1"]], trust_list: UPDATES["list 4"], status: UPDATES["status 9"], recalls: UPDATES["recalls 3"], freshness: UPDATES["freshness 20"] };

test("the first kit waits for a person; the same kit again is taken", async () => {
  const first = await take(null, kitOf(KIT), NOW);
  assert.equal(first.kind, "compare");
  if (first.kind === "compare") assert.equal((await take(first.trusted, kitOf(KIT), NOW)).kind, "taken");
});

test("a kit under another root never replaces the one that is trusted", async () => {
  const known = await reopen({ root: UPDATES["root 1"], trust_list: UPDATES["list 4"] });
  const thief = { ...KIT, roots: [UPDATES["root 2 of a thief"]] };
  const taken = await take(known, kitOf(thief), NOW);
  assert.equal(taken.kind, "other_root");
});

test("a kit follows over a change of roots, and not past a file that is older", async () => {
  const known = await reopen({ root: UPDATES["root 1"], freshness: UPDATES["freshness 20"], trust_list: UPDATES["list 4"], status: UPDATES["status 9"], recalls: UPDATES["recalls 3"] });
  const newer = { ...KIT, roots: [UPDATES["root 1"], UPDATES["root 2"]], trust_list: undefined, status: undefined, recalls: undefined, freshness: undefined };
  const taken = await take(known, kitOf(newer), NOW);
  assert.equal(taken.kind, "taken");
  if (taken.kind === "taken") assert.equal(taken.trusted.root.value.version, 2);
});

test("what is no kit is refused", () => {
  for (const value of [null, 1, [], {}, { schema: "qa-kit/1" }, { schema: "qa-kit/1", roots: [] }, { ...KIT, schema: "qa-kit/2" }]) {
    assert.throws(() => {
      kitOf(value);
    });
  }
});

// tests/certificates/trust/test_words.py holds the same words
const WORDS_OF_COUNTING = ["baho", "gidi", "kiwa", "noru", "tulo", "zaba"];

test("six words of a fingerprint are those of the other language", () => {
  assert.deepEqual(sixWords("00".repeat(32)), ["baba", "baba", "baba", "baba", "baba", "baba"]);
  assert.deepEqual(sixWords("0123456789abcdef00" + "00".repeat(23)), WORDS_OF_COUNTING);
});
test("the address of the page behind a label is judged as the label's own text", () => {
  const at = GOOD.replace("QA.EXAMPLE.ORG", "qa.example.org");
  const { host, pathname, search, hash } = new URL(at);
  assert.equal(openedText({ host, pathname, search, hash }, null), GOOD);
  assert.equal(openedText({ host: "127.0.0.1:8000", pathname, search: `${search}&lang=ar`, hash }, "QA.EXAMPLE.ORG"), GOOD);
});

test("one label is told once; our code goes before a smaller one beside it", () => {
  const corners = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 0, y: 10 }] as const;
  const found = distinct([{ text: "https://A/1", corners }, { text: "(01)1", corners }, { text: "https://A/1", corners }]);
  assert.deepEqual(found.map((each) => each.text), ["https://A/1"]);
  assert.deepEqual(centreOf(corners), { x: 5, y: 5, size: 10 });
});

test("labels that need a look come first, the worst before the others", () => {
  const marks = [reported("valid"), reported("valid_stale"), reported("recalled"), null].map((report, at) => ({ text: String(at), corners: [], report }));
  const counts = countsOf(marks);
  assert.deepEqual([counts.all, counts.good, counts.look.map((each) => each.text)], [4, 1, ["2", "1"]]);
});

test("many are done a few at a time, each once", async () => {
  const done: number[] = [];
  let running = 0, most = 0;
  await inTurn([1, 2, 3, 4, 5, 6, 7], 3, async (each) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    done.push(each);
    running--;
  });
  assert.deepEqual(done.sort(), [1, 2, 3, 4, 5, 6, 7]);
  assert.ok(most <= 3);
});

test("the middle of the frame and the whole are read in turn", () => {
  assert.deepEqual(partOf(0, 1920, 1080), { x: 480, y: 270, width: 960, height: 540 });
  assert.deepEqual([1, 3, 4].map((frame) => partOf(frame, 1920, 1080).width), [1920, 1920, 1920]);
});

test("the most particular sentence is said", () => {
  const knows = (code: string): boolean => code === "verdict.invalid.said.other_host" || code === "verdict.invalid.here";
  assert.equal(saidCode({ reason: "other_host" }, "invalid", knows), "verdict.invalid.said.other_host");
  assert.equal(saidCode({ reason: "grade" }, "invalid", knows), "verdict.invalid.here");
  assert.equal(doCode({ reason: "grade" }, "invalid", knows), "verdict.invalid.do");
});
