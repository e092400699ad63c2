import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64 } from "../../qa_service/tablet/src/certificates/bytes.ts";
import { NoteFault, readVkey } from "../../qa_service/tablet/src/certificates/tree/checkpoint.ts";
import { isConsistent, leafHash, rootOf } from "../../qa_service/tablet/src/certificates/tree/merkle.ts";
import { checkProof } from "../../qa_service/tablet/src/certificates/tree/proof.ts";
import { vectors } from "./vectors.ts";

interface Growth {
  readonly old_size: number;
  readonly new_size: number;
  readonly old_root: string;
  readonly new_root: string;
  readonly proof: readonly string[];
}
interface Case {
  readonly name: string;
  readonly proof: string;
  readonly entry: string;
  readonly quorum: number;
  readonly reason: string | null;
}

const LOG = vectors<{ now: string; log: string; witnesses: readonly string[]; entries: readonly string[]; consistent: readonly Growth[]; cases: readonly Case[] }>("log_proofs.json");

async function reasonOf(each: Case): Promise<string | null> {
  const policy = { log: [readVkey(LOG.log)], witnesses: LOG.witnesses.map(readVkey), quorum: each.quorum };
  try {
    await checkProof(each.proof, fromBase64(each.entry), policy, new Date(LOG.now));
    return null;
  } catch (thrown) {
    if (thrown instanceof NoteFault) return thrown.reason;
    throw thrown;
  }
}

for (const each of LOG.cases) {
  test(`proof: ${each.name}`, async () => assert.equal(await reasonOf(each), each.reason));
}

test("a log that grew is consistent, and no other pair of roots is", () => {
  const roots = LOG.entries.map((_, at) => rootOf(LOG.entries.slice(0, at + 1).map((entry) => leafHash(fromBase64(entry)))));
  assert.ok(roots.length > 0);
  for (const { old_size, new_size, old_root, new_root, proof } of LOG.consistent) {
    const claim = { old_size, new_size, old_root: fromBase64(old_root), new_root: fromBase64(new_root), proof: proof.map(fromBase64) };
    assert.ok(isConsistent(claim), `${old_size} to ${new_size}`);
    if (old_size === new_size) continue;
    assert.ok(!isConsistent({ ...claim, old_root: claim.new_root }), `${old_size} to ${new_size}, other root`);
    assert.ok(!isConsistent({ ...claim, old_size: old_size + 1 }), `${old_size} to ${new_size}, other size`);
    assert.ok(!isConsistent({ ...claim, proof: claim.proof.slice(1) }), `${old_size} to ${new_size}, short`);
  }
});

test("a digit of a proof changed leaves it unproven", async () => {
  const [good] = LOG.cases;
  assert.ok(good);
  const proof = (good as Case).proof;
  for (let at = 0; at < proof.length; at += 3) {
    const other = proof[at] === "A" ? "B" : "A";
    assert.ok((await reasonOf({ ...(good as Case), proof: proof.slice(0, at) + other + proof.slice(at + 1) })) !== null, `character ${at}`);
  }
});
