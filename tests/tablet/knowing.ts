/** What a device knows from files, for tests; no Node, so that a browser can run it too. */
import { readBundle, readRecalls, readStatus } from "../../qa_service/tablet/src/certificates/trust/reading.ts";
import type { Knowledge } from "../../qa_service/tablet/src/certificates/verification/knowledge.ts";

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
