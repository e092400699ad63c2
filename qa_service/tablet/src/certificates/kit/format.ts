/** The trust kit: what a phone needs to check labels without network, in one file. Pure. docs/label-format.md, 8. */
import { TrustFault, type Fields } from "../trust/fields.ts";
import { begin, reopen, update, type Files, type Trusted } from "../trust/client.ts";

const SCHEMA = "qa-kit/1";
const FILES = ["freshness", "trust_list", "status", "recalls"];

/** A kit as it was read: its roots, oldest first, and its lists. */
export interface Kit {
  readonly roots: readonly unknown[];
  readonly lists: Files;
}

/** What became of a kit on this device. */
export type Taken =
  /** taken; older files than those known are none the less no harm */
  | { readonly kind: "taken"; readonly trusted: Trusted }
  /** no root is trusted here yet: a person has to compare the words of this one */
  | { readonly kind: "compare"; readonly fingerprint: string; readonly trusted: Trusted }
  /** it is under another root, and never replaces the one trusted here */
  | { readonly kind: "other_root"; readonly fingerprint: string }
  | { readonly kind: "refused"; readonly reason: string };

/** Read a kit file. Throws TrustFault. */
export function kitOf(value: unknown): Kit {
  const file = typeof value === "object" && value !== null ? (value as Fields) : {};
  if (file["schema"] !== SCHEMA || !Array.isArray(file["roots"]) || file["roots"].length === 0) throw new TrustFault("trust.not_a_kit");
  return { roots: file["roots"] as readonly unknown[], lists: Object.fromEntries(FILES.flatMap((name) => (file[name] ? [[name, file[name]]] : []))) };
}

/**
 * Take a kit in. Where a root is trusted already, the kit has to follow from it: by the same root or a chain of roots
 * that each was signed by the one before. Where none is, the newest root of the kit waits for a person's word.
 */
export async function take(known: Trusted | null, kit: Kit, now: Date): Promise<Taken> {
  try {
    const newest = await begin(kit.roots.at(-1));
    if (known === null) {
      const { trusted, refused } = await update(newest, kit.lists, now);
      return refused === "" ? { kind: "compare", fingerprint: newest.root.value.fingerprint, trusted } : { kind: "refused", reason: refused };
    }
    const { trusted, refused } = await update(known, { roots: kit.roots, ...kit.lists }, now);
    if (refused === "") return { kind: "taken", trusted };
    const isOther = newest.root.value.fingerprint !== known.root.value.fingerprint && OTHER.includes(refused);
    return isOther ? { kind: "other_root", fingerprint: newest.root.value.fingerprint } : { kind: "refused", reason: refused };
  } catch (thrown) {
    if (thrown instanceof TrustFault) return { kind: "refused", reason: thrown.reason };
    throw thrown;
  }
}

/** What a chain of another network looks like from here. */
const OTHER = ["trust.root_other_content", "trust.root_not_by_old", "trust.root_gap", "trust.list_not_signed", "trust.freshness_not_signed"];

/** What was kept on this device, or null when it cannot be read any more. */
export async function kept(files: Files | null): Promise<Trusted | null> {
  if (files === null) return null;
  try {
    return await reopen(files);
  } catch (thrown) {
    if (thrown instanceof TrustFault) return null;
    throw thrown;
  }
}
