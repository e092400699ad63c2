/** What may be said of a scanned text by this device alone, and together with what the server says. Pure but for the check. */
import { readScan, Unreadable, withoutPrefix, type Scanned } from "./codes/scan.ts";
import type { Report, VerdictCode } from "./model.ts";
import type { Knowledge } from "./verification/knowledge.ts";
import { verify } from "./verification/verify.ts";
import type { Finding } from "./verification/model.ts";

/** Decision 15: the first that holds is told. */
const ORDER: readonly VerdictCode[] = [
  "incomplete", "cannot_verify", "unknown_issuer", "invalid", "revoked", "recalled", "suspended", "not_for_use", "suspect",
  "not_on_record", "expired", "on_record", "valid_stale", "valid",
];
const NO_TRUST = "no_trust_list";

/** Check a text with what this device knows. Never throws for what a text may hold. */
export async function judge(text: string, knowledge: Knowledge, now: Date): Promise<Report> {
  const bare = withoutPrefix(text);
  const finding = await verify(bare, knowledge, now);
  if (finding.verdict === "invalid" && finding.reason === "not_a_label") return withoutSignature(bare, finding, now);
  return reportOf(finding);
}

/** An element string or a link without our block names an item and proves nothing: it has to be looked up. */
function withoutSignature(bare: string, finding: Finding, now: Date): Report {
  const found = scanOf(bare, now);
  if (found === null || found.kind !== "element_string" || found.gtin === null) return reportOf(finding);
  const { gtin, lot, serial, expiry: expires_on, production_date: produced_on } = found;
  return { ...reportOf(finding), verdict: "incomplete", reason: "no_signature", gtin, lot, serial, expires_on, produced_on };
}

function scanOf(text: string, now: Date): Scanned | null {
  try {
    return readScan(text, now.toISOString().slice(0, 10));
  } catch (thrown) {
    if (thrown instanceof Unreadable) return null;
    throw thrown;
  }
}

function reportOf(finding: Finding): Report {
  const { kind, verdict, reason, signature_checked, trust_pinned, concession, gtin, lot, serial, product, maker, issuer, produced_on, expires_on, quantity, status_as_of, action, contact, certificate_number, inspected_by } = finding;
  return {
    kind, verdict, reason, signature_checked, trust_pinned, concession, gtin, lot, serial, product, maker, issuer, produced_on, expires_on, quantity, status_as_of, action, contact, certificate_number, inspected_by,
    concession_texts: [], maker_serial: null, certificate_id: null,
    checked: [], not_checked: [], risk: [], first_receipt: null,
  };
}

/**
 * Both together: the more careful verdict, with the server's details. A device that trusts a root does not let the
 * server talk it into a better verdict; one that trusts none has the server's word alone.
 */
export function together(here: Report, there: Report): Report {
  if (here.verdict === "cannot_verify" && here.reason === NO_TRUST) return { ...there, trust_pinned: false };
  if (here.verdict === "incomplete" && !there.signature_checked) return there;
  const { verdict, reason, signature_checked, concession, status_as_of, action, contact, trust_pinned } = moreCareful(here, there);
  return { ...there, verdict, reason, signature_checked, concession: concession || here.concession || there.concession, status_as_of, action: action ?? null, contact: contact ?? null, trust_pinned: trust_pinned ?? true };
}

/** The one of two whose verdict is told first (decision 15). */
export function moreCareful(one: Report, other: Report): Report {
  return rank(one) <= rank(other) ? one : other;
}

function rank(report: Report): number {
  const at = ORDER.indexOf(report.verdict);
  return at < 0 ? 0 : at;
}

/** Whether newer files could change the verdict: then they are asked for before it is told. */
export function wantsNews(report: Report): boolean {
  return ["unknown_issuer", "valid_stale"].includes(report.verdict) || (report.verdict === "cannot_verify" && report.reason === "list_expired");
}
