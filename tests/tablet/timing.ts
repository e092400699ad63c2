/** Times of checking one label: `node timing.js IN OUT`. Run by tests/benchmarks/verification_app.py; nothing is asserted. */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { isSignedBy, isSignedInPlainCode, type IsSigned } from "../../qa_service/tablet/src/certificates/cose/ed25519.ts";
import { verify } from "../../qa_service/tablet/src/certificates/verification/verify.ts";
import { knowledgeOf, type Given } from "./vectors.ts";

const [, , source = "", target = ""] = argv;
const asked = JSON.parse(readFileSync(source, "utf8")) as { knowledge: Given; at: string; texts: readonly string[] };
const knowledge = await knowledgeOf(asked.knowledge);

async function times(isSigned: IsSigned): Promise<number[]> {
  const found: number[] = [];
  for (const text of asked.texts) {
    const start = performance.now();
    await verify(text, knowledge, new Date(asked.at), isSigned);
    found.push(performance.now() - start);
  }
  return found;
}

writeFileSync(target, JSON.stringify({ webcrypto: await times(isSignedBy), plain_code: await times(isSignedInPlainCode) }));
