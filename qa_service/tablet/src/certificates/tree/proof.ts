/** A proof that a statement was logged, as one text that is checked offline (C2SP tlog-proof). Twin of certificates/tree/proof.py. */
import type { Bytes } from "../bytes.ts";
import { hashOf, isSignedByLog, NoteFault, parseNote, witnessedBy, type Checkpoint, type NoteKey } from "./checkpoint.ts";
import { isIncluded, leafHash } from "./merkle.ts";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;
const INDEX = /^index (0|[1-9][0-9]{0,18})$/;

interface Proof {
  readonly index: number;
  readonly path: readonly Bytes[];
  readonly checkpoint: Checkpoint;
}

/** What holds: the leaf is in this log; these witnesses saw it, at these times in seconds since 1970. */
export interface Proven {
  readonly index: number;
  readonly origin: string;
  readonly size: number;
  readonly witnesses: ReadonlyMap<string, number>;
}

/** Who is believed, and how many of the witnesses are needed. */
export interface Policy {
  readonly log: readonly NoteKey[];
  readonly witnesses: readonly NoteKey[];
  readonly quorum: number;
}

/**
 * Whether this entry is in the log, by enough witnesses. Throws NoteFault with the first fault.
 *
 * 1. the proof can be read                       3. enough of the witnesses cosigned it
 * 2. a key of this log signed the checkpoint     4. the path leads from the entry to its root
 * The caller still asks whether the entry says what is claimed.
 */
export async function checkProof(text: string, entry: Bytes, policy: Policy, now: Date): Promise<Proven> {
  const { index, path, checkpoint } = proofOf(text); // 1
  if (!policy.log.some((key) => key.name === checkpoint.origin)) throw new NoteFault("log.origin_unknown");
  if (!(await isSignedByLog(checkpoint, policy.log))) throw new NoteFault("log.not_signed"); // 2
  const witnesses = await witnessedBy(checkpoint, policy.witnesses, now);
  if (witnesses.size < policy.quorum) throw new NoteFault("log.witnesses_missing"); // 3
  const claim = { leaf: leafHash(entry), index, size: checkpoint.size, proof: path, root: checkpoint.root };
  if (!isIncluded(claim)) throw new NoteFault("log.not_included"); // 4
  return { index, origin: checkpoint.origin, size: checkpoint.size, witnesses };
}

function proofOf(text: string): Proof {
  const at = text.indexOf("\n\n");
  const lines = text.slice(0, Math.max(at, 0)).split("\n");
  if (at < 0 || lines[0] !== FIRST_LINE) throw new NoteFault("log.proof_unreadable");
  const [first = "", ...path] = lines[1]?.startsWith("extra ") ? lines.slice(2) : lines.slice(1);
  const found = INDEX.exec(first);
  if (!found || path.length > MOST_HASHES) throw new NoteFault("log.proof_unreadable");
  return { index: Number(found[1]), path: path.map(hashOf), checkpoint: parseNote(text.slice(at + 2)) };
}
