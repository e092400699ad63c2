/** Answers on signatures of a file, by WebCrypto and by plain code: `node edges.js IN OUT`. See test_published_edges.py. */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fromHex } from "../../qa_service/tablet/src/certificates/bytes.ts";
import { isSignedBy, isSignedInPlainCode } from "../../qa_service/tablet/src/certificates/cose/ed25519.ts";

const [, , source = "", target = ""] = argv;
const asked = JSON.parse(readFileSync(source, "utf8")) as readonly (readonly [string, string, string])[];
const answers: (readonly [boolean, boolean])[] = [];
for (const [key, message, signature] of asked) {
  const [k, m, s] = [fromHex(key), fromHex(message), fromHex(signature)];
  answers.push([await isSignedBy(k, s, m), isSignedInPlainCode(k, s, m)]);
}
writeFileSync(target, JSON.stringify(answers));
