/** The eight photos of a camera profile: what each is taken for, and whether one fits that. Pure.

The limits are those of the server (inspections/measurement/calibrating.py) or stricter, so that eight photos
that fit their steps are never refused for how the camera was held. The order of the steps does not matter. */

export const PROFILE_STEPS = ["flat.0", "flat.1", "flat.2", "flat.3", "tilt.0", "tilt.1", "tilt.2", "tilt.3"] as const;
export type ProfileStep = (typeof PROFILE_STEPS)[number];

/** Where the camera was, as the quick check tells it, and the size of the picture. */
export interface Stance {
  readonly tilt_deg: number;
  readonly towards_deg: number;
  readonly roll_deg: number;
  readonly width_px: number;
  readonly height_px: number;
}

export interface TakenPhoto extends Stance {
  readonly sha256: string;
  /** somebody was told what does not fit and kept it */
  readonly isKeptAnyway?: boolean;
}

export type Taken = Readonly<Partial<Record<ProfileStep, TakenPhoto>>>;

export interface Misfit {
  readonly code: "repeated" | "other_size" | "tilted" | "not_tilted" | "too_tilted" | "same_turn" | "same_side";
  /** what was measured, and the number of the photo that it is too much like */
  readonly details: Readonly<Record<string, number>>;
}

const FLAT_BELOW_deg = 10;
const MOST_TILT_deg = 35;
const LEAST_APART_deg = { turn: 45, side: 60 } as const;

/** What does not fit the step that a photo was taken for; null when all does. */
export function misfit(step: ProfileStep, photo: TakenPhoto, taken: Taken): Misfit | null {
  const others = PROFILE_STEPS.filter((each) => each !== step && taken[each] !== undefined);
  const like = (isLike: (other: TakenPhoto) => boolean): number | null => numberOf(others.find((each) => isLike(taken[each] as TakenPhoto)));
  const tilt = Math.round(photo.tilt_deg);
  const repeated = like((other) => other.sha256 === photo.sha256);
  if (repeated !== null) return { code: "repeated", details: { index: repeated } };
  const unequal = like((other) => other.width_px !== photo.width_px || other.height_px !== photo.height_px);
  if (unequal !== null) return { code: "other_size", details: { width: photo.width_px, height: photo.height_px, index: unequal } };
  const kind = step.startsWith("flat") ? "flat" : "tilt";
  const alike = (of: "roll_deg" | "towards_deg", least_deg: number): number | null => {
    const same = others.find((each) => each.startsWith(kind) && apart_deg((taken[each] as TakenPhoto)[of], photo[of]) < least_deg);
    return numberOf(same);
  };
  if (kind === "flat") {
    if (photo.tilt_deg >= FLAT_BELOW_deg) return { code: "tilted", details: { tilt } };
    const index = alike("roll_deg", LEAST_APART_deg.turn);
    return index === null ? null : { code: "same_turn", details: { index } };
  }
  if (photo.tilt_deg < FLAT_BELOW_deg) return { code: "not_tilted", details: { tilt } };
  if (photo.tilt_deg > MOST_TILT_deg) return { code: "too_tilted", details: { tilt } };
  const index = alike("towards_deg", LEAST_APART_deg.side);
  return index === null ? null : { code: "same_side", details: { index } };
}

/** A photo that is there already, or of another size, helps nobody; any other may be kept by who knows better. */
export function mayKeep(found: Misfit): boolean {
  return found.code !== "repeated" && found.code !== "other_size";
}

/** The first step without a photo. */
export function nextStep(taken: Taken): ProfileStep | null {
  return PROFILE_STEPS.find((each) => taken[each] === undefined) ?? null;
}

/** The photos in the order of the steps, as the server is sent them. */
export function sentPhotos(taken: Taken): readonly string[] {
  return PROFILE_STEPS.flatMap((each) => taken[each]?.sha256 ?? []);
}

/** Why each photo was not usable, by its step; the server answers in the order sent, "" for a usable one. */
export function unusableSteps(taken: Taken, reasons: unknown): Readonly<Partial<Record<ProfileStep, string>>> {
  if (!Array.isArray(reasons)) return {};
  const sent = PROFILE_STEPS.filter((each) => taken[each] !== undefined);
  return Object.fromEntries(sent.flatMap((step, k) => (typeof reasons[k] === "string" && reasons[k] ? [[step, reasons[k]]] : [])));
}

/** With one photo more, or without the one of a step. */
export function withPhoto(taken: Taken, step: ProfileStep, photo: TakenPhoto | null): Taken {
  const { [step]: _, ...rest } = taken;
  return photo === null ? rest : { ...rest, [step]: photo };
}

/** Smallest angle between two directions. */
function apart_deg(one: number, other: number): number {
  const around = Math.abs(one - other) % 360;
  return Math.min(around, 360 - around);
}

function numberOf(step: ProfileStep | undefined): number | null {
  return step === undefined ? null : PROFILE_STEPS.indexOf(step) + 1;
}
