/**
 * Check the code of a packing slip: two organisations signed one statement about a lot. Twin of slips.py.
 *
 * 1. the code is whole                               5. both keys are entitled: an inspection key and a label
 * 2. there is a trust list (knowledge.ts)               key, of two organisations, none of them the maker's
 * 3. both keys are ones we know                      6. no key was withdrawn, no recall touches the lot
 * 4. both signatures are right
 * The best answer is `on_record`: paper speaks for a lot, never for the piece in the hand.
 */
import { sha256Of, type IsSigned } from "../cose/ed25519.ts";
import { toBeSigned } from "../cose/sign1.ts";
import { AAD, isBareSlip, SlipFault, slipOf, type Slip, type SlipSignature } from "../cose/slip.ts";
import { isSame } from "../bytes.ts";
import { ancestry, isInScope, makerOf, touches, type TrustedKey, type TrustList } from "../trust/model.ts";
import { blankOf, partyOf, refusalOf, utcDay, type Knowledge } from "./knowledge.ts";
import type { Finding } from "./model.ts";

/** Of the first and the second signature: who inspected, who released. */
const ROLES = ["inspection", "label"] as const;

/** Check the text of a packing slip. Never throws for what a text may hold. */
export async function verifySlip(text: string, knowledge: Knowledge, now: Date, isSigned: IsSigned): Promise<Finding> {
  // no list speaks of a lot but the recalls: how old they are is how old the answer is
  const status_as_of = knowledge.recalls ? new Date(knowledge.recalls.issued_ms).toISOString() : null;
  const blank: Finding = { ...blankOf(knowledge), kind: "packing_slip", status_as_of };
  if (isBareSlip(text)) return { ...blank, verdict: "incomplete", reason: "slip_digits_missing" }; // 1
  const trust = knowledge.trust;
  const refusal = refusalOf(knowledge, now.getTime());
  if (trust === null || refusal !== "") return { ...blank, reason: refusal }; // 2
  const slip = read(text); // 1
  if (slip === null) return { ...blank, verdict: "invalid", reason: "slip_form" };
  const list = trust.trust_list;
  const told = withSlip(blank, slip, list);
  const candidates = slip.signatures.map(({ kid }) => list.keys.filter((each) => isSame(sha256Of(each.public_key).slice(0, kid.length), kid)));
  const [ofFirst = [], ofSecond = []] = candidates;
  if (ofFirst.length === 0 || ofSecond.length === 0) return { ...told, verdict: "unknown_issuer", reason: "key_unknown" }; // 3
  const first = await signerOf(slip.signatures[0], ofFirst, isSigned);
  const second = await signerOf(slip.signatures[1], ofSecond, isSigned);
  if (first === null || second === null) return { ...told, verdict: "invalid", reason: "signature_wrong" }; // 4
  const named: Finding = { ...told, inspected_by: partyOf(list, first.organisation), issuer: partyOf(list, second.organisation) };
  const fault = notEntitled(slip, first, second, list);
  if (fault !== "") return { ...named, verdict: "invalid", reason: fault }; // 5
  const checked: Finding = { ...named, signature_checked: true };
  if (first.state === "revoked" || second.state === "revoked") return { ...checked, verdict: "revoked", reason: "key_revoked" }; // 6
  const { gtin, lot } = slip.statement;
  const recall = knowledge.recalls?.recalls.find((each) => touches(each, { gtin, lot }));
  if (recall) return { ...checked, verdict: "recalled", reason: recall.reason, action: recall.action, contact: recall.contact };
  return { ...checked, verdict: "on_record", reason: knowledge.recalls ? "packing_slip" : "no_recall_feed" };
}

function read(text: string): Slip | null {
  try {
    return slipOf(text);
  } catch (thrown) {
    if (thrown instanceof SlipFault) return null;
    throw thrown;
  }
}

function withSlip(blank: Finding, { statement }: Slip, list: TrustList): Finding {
  const { gtin, lot, quantity, number: certificate_number } = statement;
  const maker = makerOf(list, statement.maker);
  return {
    ...blank, gtin, lot, quantity, certificate_number, product: list.products.get(gtin) ?? {},
    maker: maker && { id: maker.id, name: maker.name }, signed_on: utcDay(statement.issued_at * 1000),
  };
}

async function signerOf({ message }: SlipSignature, candidates: readonly TrustedKey[], isSigned: IsSigned): Promise<TrustedKey | null> {
  const signed = toBeSigned(message, AAD);
  for (const key of candidates) {
    if (await isSigned(key.public_key, message.signature, signed)) return key;
  }
  return null;
}

function notEntitled({ host, statement }: Slip, first: TrustedKey, second: TrustedKey, list: TrustList): string {
  const maker = makerOf(list, statement.maker);
  if (host !== list.host) return "other_host";
  if (first.role !== ROLES[0] || second.role !== ROLES[1]) return "key_role";
  if (maker === null) return "maker_unknown";
  if (![first, second].every((key) => isInScope(key, statement.maker, statement.gtin))) return "key_scope";
  const [makers, inspecting, releasing] = [ancestry(list, maker.id), ancestry(list, first.organisation), ancestry(list, second.organisation)];
  if ([...inspecting, ...releasing].some((each) => makers.has(each))) return "key_of_maker";
  if ([...inspecting].some((each) => releasing.has(each))) return "one_organisation";
  // the statement is dated when it is prepared: the releasing key may have been made since
  const day = utcDay(statement.issued_at * 1000);
  return utcDay(first.from_ms) <= day && day <= utcDay(first.to_ms) && day <= utcDay(second.to_ms) ? "" : "key_dates";
}
