import assert from "node:assert/strict";
import { test } from "node:test";
import { TrustFault } from "../../qa_service/tablet/src/certificates/trust/fields.ts";
import { readBundle, readRecalls, readStatus } from "../../qa_service/tablet/src/certificates/trust/reading.ts";
import { verify } from "../../qa_service/tablet/src/certificates/verification/verify.ts";
import { knowledgeOf, vectors, type Given } from "./vectors.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly at: string;
  readonly knowledge: string;
  readonly verdict: string;
  readonly reason: string;
  readonly signature_checked: boolean;
  readonly concession: boolean;
  readonly trust_pinned: boolean;
}

const LABELS = vectors<{ knowledge: Record<string, Given>; cases: readonly Case[] }>("labels.json");
const FILES = vectors<{ cases: readonly (Given & { name: string; reason: string })[] }>("trust_files.json");

for (const each of LABELS.cases) {
  test(`label: ${each.name}`, async () => {
    const given = LABELS.knowledge[each.knowledge];
    assert.ok(given);
    const found = await verify(each.text, await knowledgeOf(given as Given), new Date(each.at));
    const { verdict, reason, signature_checked, concession, trust_pinned } = each;
    assert.deepEqual(
      { verdict: found.verdict, reason: found.reason, signature_checked: found.signature_checked, concession: found.concession, trust_pinned: found.trust_pinned },
      { verdict, reason, signature_checked, concession, trust_pinned },
    );
  });
}

for (const each of FILES.cases) {
  test(`file: ${each.name}`, async () => {
    let reason = "read";
    try {
      const bundle = await readBundle(each.trust);
      if (each.status !== null) await readStatus(each.status, bundle.root);
      if (each.recalls !== null) await readRecalls(each.recalls, bundle.root);
    } catch (thrown) {
      if (!(thrown instanceof TrustFault)) throw thrown;
      reason = thrown.reason;
    }
    assert.equal(reason, each.reason);
  });
}
