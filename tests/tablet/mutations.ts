/** Gives the verdict on each text of a file: `node mutations.js IN OUT`. test_mutations.py compares them with Python's. */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { verify } from "../../qa_service/tablet/src/certificates/verification/verify.ts";
import { knowledgeOf, type Given } from "./vectors.ts";

const [, , source = "", target = ""] = argv;
const asked = JSON.parse(readFileSync(source, "utf8")) as { knowledge: Given; at: string; texts: readonly string[] };
const knowledge = await knowledgeOf(asked.knowledge);
const answers: (readonly [string, string, boolean])[] = [];
for (const text of asked.texts) {
  const { verdict, reason, concession } = await verify(text, knowledge, new Date(asked.at));
  answers.push([verdict, reason, concession]);
}
writeFileSync(target, JSON.stringify(answers));
