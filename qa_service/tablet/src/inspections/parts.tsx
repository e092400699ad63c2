/** Small pieces that several screens of this room share. */
import type { VNode } from "preact";
import { knows, moment, named, t } from "../shell/words.ts";
import type { IconName } from "../shell/parts/Icon.tsx";
import { hasRole, session } from "../shell/session.ts";
import { Note, Num, Tag, type Tone } from "../shell/parts/Plates.tsx";
import type { Refusal, Visit, Who } from "./model.ts";
import type { Cell } from "./progress.ts";

/** Shape of a cell. */
export const CELL_ICON: Readonly<Record<Exclude<Cell, "none">, IconName>> = {
  pass: "pass", fail: "fail", undecided: "ask", not_measurable: "ask", not_applicable: "na", open: "todo", kept: "camera",
};
/** Class of a cell in the grid. */
export const CELL_KIND: Readonly<Record<Cell, string>> = {
  pass: "pass", fail: "fail", undecided: "undecided", not_measurable: "undecided", not_applicable: "na", open: "", kept: "na", none: "none",
};

/** An outcome as a tag. */
export function OutcomeTag({ outcome, word }: { outcome: string; word?: string }): VNode {
  const [tone, icon] = OUTCOME[outcome] ?? (["plain", "todo"] as const);
  return <Tag tone={tone} icon={icon} solid={tone === "care"}>{word ?? t(`outcome.${outcome}`)}</Tag>;
}

const OUTCOME: Readonly<Record<string, readonly [Tone, IconName]>> = {
  pass: ["good", "pass"], fail: ["stop", "fail"], undecided: ["care", "ask"], inconclusive: ["care", "ask"], not_measurable: ["care", "ask"],
  not_applicable: ["plain", "na"],
};

const STATE: Readonly<Record<string, readonly [Tone, IconName]>> = {
  accepted: ["good", "pass"], approved: ["good", "pass"], released: ["good", "pass"], not_accepted: ["stop", "fail"], scrapped: ["stop", "fail"], rework: ["care", "undo"], on_hold: ["care", "care"], returned: ["care", "undo"],
  in_progress: ["blue", "gauge"], in_production: ["blue", "gauge"], awaiting_inspection: ["plain", "todo"], signed: ["blue", "pen"], in_inspection: ["blue", "gauge"],
};

/** A state as a tag; the word is the state's. */
export function StateTag({ of, state }: { of: "batch" | "visit" | "design"; state: string }): VNode {
  const [tone, icon] = STATE[state] ?? (["plain", "todo"] as const);
  return <Tag tone={tone} icon={icon}>{t(`${of}.state.${state}`)}</Tag>;
}

/** Why a gauge study gives no grade. */
export function whyNoGrade(reason: string | null): string {
  return knows(`study.reason.${reason}`) ? t(`study.reason.${reason}`) : t("study.reason.other");
}

/** Who must act, in words. */
export function whoIs(who: Who | null | undefined): string {
  return [who?.person, who?.organisation].filter(Boolean).join(", ");
}

/** Whether the person here is one of those who must act: the organisation and, where it is told, the role. */
export function isForMe(who: Who | null | undefined): boolean {
  if (!who || who.organisation !== session.value?.organisation?.name) return false;
  return !who.role || hasRole(who.role);
}

/** "lot K7M3A2" with the lot kept left to right. */
export function Lot({ lot }: { lot: string }): VNode {
  return (
    <span>
      {t("batch.lot_word")} <Num>{lot}</Num>
    </span>
  );
}

/** An issuer said no: who, when and why. */
export function RefusalNote({ refusal }: { refusal: Refusal }): VNode {
  return (
    <Note tone="stop" icon="fail" title={t("refusal.title", { who: `${refusal.person}, ${refusal.organisation}` })}>
      <p class="dim">{moment(refusal.at)}</p>
      <p class="l" dir="auto">{refusal.reason}</p>
    </Note>
  );
}

const GRADE: Readonly<Record<string, readonly [Tone, IconName]>> = { good: ["good", "pass"], conditional: ["care", "care"], unfit: ["stop", "fail"] };

/** What a gauge study says of a size, as a tag. */
export function GradeTag({ grade }: { grade: string }): VNode {
  const [tone, icon] = GRADE[grade] ?? (["plain", "ask"] as const);
  return <Tag tone={tone} icon={icon}>{t(grade in GRADE ? `study.tag.${grade}` : "study.tag.none")}</Tag>;
}

/** "tourniquet buckle, lot K7M3A2". */
export function VisitLine({ visit }: { visit: Visit }): VNode {
  return <>{[visit.batch.workshop.name, named(visit.batch.design.names)].filter(Boolean).join(" · ")} · {t("batch.lot_word")} <Num>{visit.batch.lot}</Num></>;
}
