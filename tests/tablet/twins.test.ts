import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex } from "../../qa_service/tablet/src/certificates/bytes.ts";
import { readScan, Unreadable } from "../../qa_service/tablet/src/certificates/codes/scan.ts";
import { isSignedBy, isSignedInPlainCode } from "../../qa_service/tablet/src/certificates/cose/ed25519.ts";
import { vectors } from "./vectors.ts";

interface Edge {
  readonly name: string;
  readonly key: string;
  readonly message: string;
  readonly signature: string;
  readonly valid: boolean;
}
interface ScanCase {
  readonly name: string;
  readonly text: string;
  readonly today: string;
  readonly says: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
}

test("both ways of checking a signature give the strict answer on every edge", async () => {
  for (const { name, key, message, signature, valid } of vectors<{ cases: readonly Edge[] }>("ed25519_edges.json").cases) {
    const [k, m, s] = [fromHex(key), fromHex(message), fromHex(signature)];
    assert.equal(await isSignedBy(k, s, m), valid, `WebCrypto: ${name}`);
    assert.equal(isSignedInPlainCode(k, s, m), valid, `plain code: ${name}`);
  }
});

for (const each of vectors<{ cases: readonly ScanCase[] }>("scans.json").cases) {
  test(`scan: ${each.name}`, () => {
    let says: unknown = null, reason: string | null = null;
    try {
      says = readScan(each.text, each.today);
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown;
      reason = thrown.reason;
    }
    assert.equal(reason, each.reason);
    assert.deepEqual(says, each.says);
  });
}
