/** What an author does with proposed sizes: keep, change, drop; and what a photo would know of them. Pure. */
import type { Characteristic, Outline, Revision } from "./model.ts";

export interface Advice {
  readonly code: string;
  readonly U95: number | null;
  readonly ratio: number | null;
  readonly worth: "decides" | "tight" | "never" | "informs" | "presence_only" | "does_not_fit";
  readonly alternative: string;
  /** One that the part fits, where it does not fit the sheet that was asked for. */
  readonly sheet: string | null;
  /** Why no photo could ever decide it: the draft cannot be submitted with it. */
  readonly fault: string | null;
  /** The size that the outline has, in the unit of the size, where that is what is wrong. */
  readonly outline: number | null;
}

/** What was done with a proposal; null is dropped. Untouched ones are kept as they came. */
export type Choices = Readonly<Record<string, Characteristic | null>>;

/** The content of a revision as it is sent back: what the author writes, nothing that the server adds. */
export const CONTENT = [
  "label", "change", "geometry", "characteristics", "materials_allowed", "materials_forbidden", "material_notes",
  "components", "process_fields", "regulatory", "label_rule", "failure_modes", "no_class_a_reason",
] as const;

/** The proposals that are still there, with what was changed in them. */
export function kept(proposals: readonly Characteristic[], choices: Choices): readonly Characteristic[] {
  return proposals.map((each) => (each.code in choices ? (choices[each.code] ?? null) : each)).filter((each) => each !== null);
}

/** The draft with the confirmed sizes added; balloons are numbered on without gaps. */
export function withSizes(revision: Revision, added: readonly Characteristic[]): object {
  const last = Math.max(0, ...revision.characteristics.map((each) => each.balloon ?? 0));
  const numbered = added.map((each, index) => ({ ...each, balloon: last + 1 + index }));
  return changed(revision, [...revision.characteristics, ...numbered]);
}

/** The sizes that were kept on an outline that is not there any more. */
export function offOutline(revision: Revision, outline: Outline): readonly Characteristic[] {
  return revision.characteristics.filter((each) => outline.off_outline.includes(each.code));
}

/** The draft without some of its sizes. */
export function withoutSizes(revision: Revision, dropped: readonly Characteristic[]): object {
  return changed(revision, revision.characteristics.filter((each) => !dropped.includes(each)));
}

function changed(revision: Revision, characteristics: readonly Characteristic[]): object {
  const whole = revision as unknown as Readonly<Record<string, unknown>>;
  const content = Object.fromEntries(CONTENT.filter((name) => name in whole).map((name) => [name, whole[name]]));
  return { ...content, characteristics, base_version: revision.version };
}

/** How wide the limits are to each side. */
export function allowed(size: Characteristic): number | null {
  return size.lsl === null || size.usl === null ? null : (size.usl - size.lsl) / 2;
}
