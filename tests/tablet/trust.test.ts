import assert from "node:assert/strict";
import { test } from "node:test";
import { reopen, update, type Files, type Trusted } from "../../qa_service/tablet/src/certificates/trust/client.ts";
import { vectors } from "./vectors.ts";

type Names = Readonly<Record<string, string | readonly string[]>>;
interface Case {
  readonly name: string;
  readonly state: Readonly<Record<string, string>>;
  readonly round: Names;
  readonly now: string;
  readonly refused: string | null;
  readonly after: Readonly<Record<string, number | null>>;
}

const UPDATES = vectors<{ files: Files; cases: readonly Case[] }>("trust_updates.json");

function filesFor(names: Names): Files {
  const file = (name: string): unknown => UPDATES.files[name];
  return Object.fromEntries(Object.entries(names).map(([kind, given]) => [kind, typeof given === "string" ? file(given) : given.map(file)]));
}

function versions(trusted: Trusted): Record<string, number | null> {
  const { root, freshness, trust_list, status, recalls } = trusted;
  return Object.fromEntries(Object.entries({ root, freshness, trust_list, status, recalls }).map(([name, held]) => [name, held?.value.version ?? null]));
}

for (const each of UPDATES.cases) {
  test(`round: ${each.name}`, async () => {
    const { trusted, refused } = await update(await reopen(filesFor(each.state)), filesFor(each.round), new Date(each.now));
    assert.equal(refused, each.refused ?? "");
    assert.deepEqual(versions(trusted), each.after);
  });
}
