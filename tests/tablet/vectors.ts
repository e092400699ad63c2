/** The vectors that Python reads too: tests/vectors/*.json. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readBundle, readRecalls, readStatus } from "../../qa_service/tablet/src/certificates/trust/reading.ts";
import type { Knowledge } from "../../qa_service/tablet/src/certificates/verification/verify.ts";

/** The folder of the project, from the source of this file and from its compiled form alike. */
function project(): string {
  for (let up = "../../"; up.length < 40; up += "../") {
    const path = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(`${path}pyproject.toml`)) return path;
  }
  throw new Error("the vectors are not here");
}

/** A file of vectors. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(`${project()}tests/vectors/${name}`, "utf8")) as T;
}

export interface Given {
  readonly trust: unknown;
  readonly status: unknown;
  readonly recalls: unknown;
  readonly pinned_root: string | null;
}

/** What a device knows after reading these files. */
export async function knowledgeOf(given: Given): Promise<Knowledge> {
  if (given.trust === null) return { trust: null, status: null, recalls: null, pinned_root: null };
  const trust = await readBundle(given.trust);
  return {
    trust, pinned_root: given.pinned_root,
    status: given.status === null ? null : await readStatus(given.status, trust.root),
    recalls: given.recalls === null ? null : await readRecalls(given.recalls, trust.root),
  };
}
