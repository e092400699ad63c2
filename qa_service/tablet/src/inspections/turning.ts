/** A drawing turned as the part lies on the sheet, counter-clockwise, y up. Pure. */
import type { Characteristic, Outline } from "../checklists/model.ts";
import type { Box } from "../checklists/shape.ts";

type Point = readonly [number, number];

const FULL_deg = 360;

/** How the photos of some sizes are asked: the part looks the same in `ways` turns; `needed` where something stays undecided without. */
export interface TurnAsked {
  readonly ways: number;
  readonly needed: boolean;
}

/** What a person turns by at once: half of it is well within what the server takes for a turn (hints.py). */
export function step_deg(ways: number): number {
  return ways <= 6 ? 30 : 15;
}

/** The same turn, from -180 (not included) to 180. */
export function plain_deg(degrees: number): number {
  const rest = ((degrees % FULL_deg) + FULL_deg) % FULL_deg;
  return rest > FULL_deg / 2 ? rest - FULL_deg : rest;
}

/** The outline, turned. */
export function turnedOutline(outline: Outline, degrees: number): Outline {
  const at = turner(degrees);
  return { ...outline, outer: outline.outer.map(at), holes: outline.holes.map((ring) => ring.map(at)) };
}

/** A characteristic whose places lie as in the turned outline. */
export function turnedPlaces(characteristic: Characteristic, degrees: number): Characteristic {
  const { refs } = characteristic;
  if (refs === null) return characteristic;
  const at = turner(degrees);
  return {
    ...characteristic,
    refs: {
      edges: refs.edges.map(([p, q]) => [at(p), at(q)] as const),
      circles: refs.circles.map((each) => ({ ...each, centre: at(each.centre) })),
      arcs: refs.arcs.map((each) => ({ ...each, centre: at(each.centre), start_deg: (each.start_deg ?? 0) + degrees, end_deg: (each.end_deg ?? FULL_deg) + degrees })),
    },
  };
}

/** A square that holds the outline in any turn about the middle of its box, with room for numbers; y down. */
export function squareAround(outline: Outline, turned_deg: number): Box {
  const [xs, ys] = [outline.outer.map(([x]) => x), outline.outer.map(([, y]) => y)];
  const middle: Point = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const reach = Math.max(...outline.outer.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1]))) * 1.35;
  const [x, y] = turner(turned_deg)(middle);
  return { x: x - reach, y: -y - reach, width: 2 * reach, height: 2 * reach };
}

/** What is said of all photos of an answer: of earlier ones as it was said, null where nobody did. */
export function hintsOf(earlier: number, said: readonly (number | null)[], taken: readonly (number | null)[]): readonly (number | null)[] {
  return [...Array.from({ length: earlier }, (_, index) => said[index] ?? null), ...taken];
}

function turner(degrees: number): (point: Point) => Point {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return ([x, y]) => [c * x - s * y, s * x + c * y];
}
