/**
 * Check a scanned label. Twin of certificates/verification/verify.py, step by step:
 *
 * 1. the text is a whole label of our form          5. the key is a label key, for this maker, in its dates,
 * 2. there is a trust list, and the clock is not       and of another organisation than the maker's
 *    before it                                      6. neither key, recall nor status withdraw it
 * 3. the key is one we know                         7. it is for use, not past its date
 * 4. the signature is right                         8. the status is young enough
 * The caller still compares the label with the thing it is stuck to, and asks whether it is on record.
 */
import { isSame } from "../bytes.ts";
import { isSignedBy, type IsSigned } from "../cose/ed25519.ts";
import { isSlip } from "../cose/slip.ts";
import { toBeSigned } from "../cose/sign1.ts";
import { dayOf, isBareLink, labelOf, trimmed } from "../label/grammar.ts";
import { AAD, decisionOf, LabelFault, NOT_LOGGED, signedOn, type Label } from "../label/model.ts";
import { asSign1 } from "../label/payload.ts";
import type { VerdictCode } from "../model.ts";
import { ancestry, covers, isInScope, genuineMark, makerOf, statusAt, type Recall, type Status, type StatusList, type TrustedKey, type TrustList } from "../trust/model.ts";
import { blankOf, CLOCK_TOLERANCE_ms, partyOf, refusalOf, utcDay, type Knowledge } from "./knowledge.ts";
import type { Finding } from "./model.ts";
import { verifySlip } from "./slips.ts";

const FAR_TOO_LONG = 10_000;

/** Check one scanned text; a packing slip is told apart by its path (slips.ts). Never throws for what a text may hold. */
export async function verify(text: string, knowledge: Knowledge, now: Date, isSigned: IsSigned = isSignedBy): Promise<Finding> {
  const bare = trimmed(text);
  if (isSlip(bare)) return verifySlip(bare, knowledge, now, isSigned);
  const blank = blankOf(knowledge);
  if (bare.length < FAR_TOO_LONG && isBareLink(bare)) return { ...blank, verdict: "incomplete", reason: "block_missing" }; // 1
  const trust = knowledge.trust;
  const refusal = refusalOf(knowledge, now.getTime());
  if (trust === null || refusal !== "") return { ...blank, reason: refusal }; // 2
  const label = read(bare); // 1
  if (label instanceof LabelFault) return { ...blank, verdict: "invalid", reason: label.reason };
  const known = withLabel(blank, label, trust.trust_list);
  const candidates = trust.trust_list.keys.filter((each) => isSame(each.kid, label.block.kid));
  if (candidates.length === 0) return { ...known, verdict: "unknown_issuer", reason: "key_unknown" }; // 3
  const key = await signerOf(label, candidates, isSigned);
  if (key === null) return { ...known, verdict: "invalid", reason: "signature_wrong" }; // 4
  const issued = { ...known, issuer: partyOf(trust.trust_list, key.organisation) };
  const fault = notEntitled(label, key, trust.trust_list);
  if (fault !== "") return { ...issued, verdict: "invalid", reason: fault }; // 5
  const standing = standingOf(label, key, knowledge, now); // 6 to 8
  return { ...issued, ...standing, signature_checked: true, concession: decisionOf(label.block) === "concession" };
}

function read(text: string): Label | LabelFault {
  try {
    return labelOf(text);
  } catch (thrown) {
    if (thrown instanceof LabelFault) return thrown;
    throw thrown;
  }
}

function withLabel(blank: Finding, { identity, block }: Label, list: TrustList): Finding {
  const maker = makerOf(list, block.maker);
  return {
    ...blank, gtin: identity.gtin, lot: identity.lot, serial: identity.serial,
    produced_on: identity.produced && dayOf(identity.produced), expires_on: identity.expires && dayOf(identity.expires),
    product: list.products.get(identity.gtin) ?? {}, maker: maker && { id: maker.id, name: maker.name },
    quantity: block.quantity, leaf: block.leaf === NOT_LOGGED ? null : block.leaf, signed_on: signedOn(block).day,
  };
}

async function signerOf(label: Label, candidates: readonly TrustedKey[], isSigned: IsSigned): Promise<TrustedKey | null> {
  const signed = toBeSigned(asSign1(label), AAD);
  for (const key of candidates) {
    if (await isSigned(key.public_key, label.signature, signed)) return key;
  }
  return null;
}

function notEntitled({ host, identity, block }: Label, key: TrustedKey, list: TrustList): string {
  const maker = makerOf(list, block.maker);
  if (host !== list.host) return "other_host";
  if (key.role !== "label") return "key_role";
  if (maker === null) return "maker_unknown";
  if (!isInScope(key, block.maker, identity.gtin)) return "key_scope";
  const parents = ancestry(list, maker.id);
  if ([...ancestry(list, key.organisation)].some((each) => parents.has(each))) return "key_of_maker";
  const { day } = signedOn(block);
  if (day < utcDay(key.from_ms) || day > utcDay(key.to_ms)) return "key_dates";
  return decisionOf(block) === null ? "grade" : "";
}

/** Why a label of a revoked key does not hold; empty for one that was on record before the theft. */
function afterTheft({ identity, block }: Label, key: TrustedKey): string {
  if (key.leaf_cut === null || block.leaf > key.leaf_cut) return "key_revoked";
  return key.genuine.has(genuineMark(identity, block.leaf)) ? "" : "not_in_serial_set";
}

interface Standing {
  readonly verdict: VerdictCode;
  readonly reason: string;
  readonly action?: string;
  readonly contact?: string;
}

function standingOf(label: Label, key: TrustedKey, { status, recalls }: Knowledge, now: Date): Standing {
  const { identity, block } = label;
  const theft = key.state === "revoked" ? afterTheft(label, key) : "";
  if (theft !== "") return { verdict: "revoked", reason: theft };
  const bits = status && statusAt(status, block.status_index);
  if (bits === "revoked") return { verdict: "revoked", reason: "item_revoked" };
  const recall = recalls?.recalls.find((each: Recall) => covers(each, identity));
  if (recall) return { verdict: "recalled", reason: recall.reason, action: recall.action, contact: recall.contact };
  if (bits === "suspended") return { verdict: "suspended", reason: "item_suspended" };
  const decision = decisionOf(block);
  if (decision === "training" || decision === "sample") return { verdict: "not_for_use", reason: decision };
  if (bits === "doubtful") return { verdict: "suspect", reason: "item_doubtful" };
  if (identity.expires && utcDay(now.getTime()) > dayOf(identity.expires)) return { verdict: "expired", reason: "past_its_date" };
  return freshness(status, bits, now.getTime());
}

function freshness(status: StatusList | null, bits: Status | null, now_ms: number): Standing {
  const stale = (reason: string): Standing => ({ verdict: "valid_stale", reason });
  if (status === null) return stale("no_status_list");
  if (bits === null) return stale("status_too_short");
  if (now_ms < status.issued_ms - CLOCK_TOLERANCE_ms) return stale("clock_before_status");
  if (now_ms > status.issued_ms + status.ttl_ms) return stale("status_old");
  return { verdict: "valid", reason: "all_steps_passed" };
}
