/** Plate, shape, words and sound of each verdict. The words are the codes `verdict.<code>.*`. Pure. */
import type { IconName } from "../shell/parts/Icon.tsx";
import type { Report, VerdictCode } from "./model.ts";

export type PlateTone = "good" | "care" | "stop" | "plain";

const SLIP_VERDICTS = ["incomplete", "unknown_issuer", "invalid", "revoked", "recalled", "suspended", "not_on_record", "on_record"] as const;
/** Verdicts that are said of a packing slip in its own words. */
type SlipVerdict = (typeof SLIP_VERDICTS)[number];

export interface VerdictPlate {
  /** which words: the verdict, `concession`, or those of a packing slip */
  readonly words: VerdictCode | "concession" | `slip_${SlipVerdict}`;
  readonly tone: PlateTone;
  readonly icon: IconName;
  readonly isStriped: boolean;
}

const PLATES: Readonly<Record<VerdictCode, readonly [PlateTone, IconName]>> = {
  valid: ["good", "pass"],
  valid_stale: ["care", "care"],
  on_record: ["plain", "plain"],
  not_on_record: ["care", "ask"],
  unknown_issuer: ["care", "ask"],
  cannot_verify: ["plain", "plain"],
  incomplete: ["plain", "plain"],
  suspect: ["stop", "fail"],
  expired: ["stop", "fail"],
  suspended: ["care", "care"],
  recalled: ["stop", "fail"],
  revoked: ["stop", "fail"],
  not_for_use: ["plain", "plain"],
  invalid: ["stop", "fail"],
};

type Judged = Pick<Report, "verdict" | "signature_checked" | "concession" | "kind">;

/** The plate of a report. Green needs a checked signature. Anything that is not known here is told like an invalid label, never green. */
export function plateOf(report: Judged): VerdictPlate {
  if (report.kind === "packing_slip") return slipPlate(report);
  if (report.verdict === "valid" && !report.signature_checked) return { words: "invalid", tone: "stop", icon: "fail", isStriped: false };
  if (report.verdict === "valid" && report.concession) return { words: "concession", tone: "care", icon: "care", isStriped: false };
  const known = PLATES[report.verdict];
  if (known === undefined) return { words: "invalid", tone: "stop", icon: "fail", isStriped: false };
  return { words: report.verdict, tone: known[0], icon: known[1], isStriped: report.verdict === "not_for_use" };
}

/** A packing slip speaks for no piece: never green, whatever it says. */
function slipPlate(report: Judged): VerdictPlate {
  if (report.verdict === "cannot_verify") return { words: "cannot_verify", tone: "plain", icon: "plain", isStriped: false };
  const own = SLIP_VERDICTS.find((each) => each === report.verdict);
  const isProven = own !== "on_record" || report.signature_checked;
  const [tone, icon] = own && isProven ? PLATES[own] : PLATES.invalid;
  return { words: own && isProven ? `slip_${own}` : "slip_invalid", tone, icon: own === "on_record" && isProven ? "doc" : icon, isStriped: false };
}

/** Whether a text was the code of a packing slip: it is no piece and is not counted as one. */
export function isSlip(report: Pick<Report, "kind">): boolean {
  return report.kind === "packing_slip";
}

/** Whether a receiver may book it without a second thought. */
export function isBookable(report: Judged): boolean {
  return !isSlip(report) && ["good", "care"].includes(plateOf(report).tone) && ["valid", "valid_stale"].includes(report.verdict);
}

