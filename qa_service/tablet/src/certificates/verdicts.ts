/** Plate, shape, words and sound of each verdict. The words are the codes `verdict.<code>.*`. Pure. */
import type { IconName } from "../shell/parts/Icon.tsx";
import type { Report, VerdictCode } from "./model.ts";

export type PlateTone = "good" | "care" | "stop" | "plain";

export interface VerdictPlate {
  /** which words: the verdict, or `concession` */
  readonly words: VerdictCode | "concession";
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

type Judged = Pick<Report, "verdict" | "signature_checked" | "concession">;

/** The plate of a report. Green needs a checked signature. Anything that is not known here is told like an invalid label, never green. */
export function plateOf(report: Judged): VerdictPlate {
  if (report.verdict === "valid" && !report.signature_checked) return { words: "invalid", tone: "stop", icon: "fail", isStriped: false };
  if (report.verdict === "valid" && report.concession) return { words: "concession", tone: "care", icon: "care", isStriped: false };
  const known = PLATES[report.verdict];
  if (known === undefined) return { words: "invalid", tone: "stop", icon: "fail", isStriped: false };
  return { words: report.verdict, tone: known[0], icon: known[1], isStriped: report.verdict === "not_for_use" };
}

/** Whether a receiver may book it without a second thought. */
export function isBookable(report: Judged): boolean {
  return ["good", "care"].includes(plateOf(report).tone) && ["valid", "valid_stale"].includes(report.verdict);
}

