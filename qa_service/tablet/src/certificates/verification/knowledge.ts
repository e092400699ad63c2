/** What the device that is asked holds, and whether that is good enough to judge anything by. */
import type { RecallFeed, StatusList, TrustBundle, TrustList } from "../trust/model.ts";
import type { Finding, Party } from "./model.ts";

export const CLOCK_TOLERANCE_ms = 5 * 60_000;

/** What the device holds when it is asked; absent parts are null. */
export interface Knowledge {
  readonly trust: TrustBundle | null;
  readonly status: StatusList | null;
  readonly recalls: RecallFeed | null;
  readonly pinned_root: string | null;
}

/** Why nothing can be checked with this; empty where it can. */
export function refusalOf({ trust, pinned_root }: Knowledge, now_ms: number): string {
  if (trust === null) return "no_trust_list";
  if (pinned_root !== null && pinned_root !== trust.root.fingerprint) return "other_root";
  if (now_ms < trust.trust_list.issued_ms - CLOCK_TOLERANCE_ms) return "clock_before_list";
  return now_ms > trust.trust_list.expires_ms || now_ms > trust.root.expires_ms ? "list_expired" : "";
}

/** A finding that says nothing yet. */
export function blankOf({ trust, status, pinned_root }: Knowledge): Finding {
  return {
    kind: "label", verdict: "cannot_verify", reason: "", signature_checked: false,
    trust_pinned: trust !== null && pinned_root === trust.root.fingerprint, concession: false,
    gtin: null, lot: null, serial: null, produced_on: null, expires_on: null, product: {}, maker: null, issuer: null,
    quantity: null, leaf: null, signed_on: null, action: null, contact: null, certificate_number: null, inspected_by: null,
    status_as_of: status ? new Date(status.issued_ms).toISOString() : null,
    trust_as_of: trust ? new Date(trust.trust_list.issued_ms).toISOString() : null,
  };
}

/** The day of a moment in UTC. */
export function utcDay(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}

/** An organisation as the list names it. */
export function partyOf(list: TrustList, organisation: string): Party {
  return { id: organisation, name: list.organisations.get(organisation)?.name ?? "" };
}
