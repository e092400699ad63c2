/** Outline and marks as they are drawn: millimetres with y up become an SVG with y down. Pure. */
import type { Characteristic, Outline } from "./model.ts";

type Point = readonly [number, number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box of an outline with a margin of a quarter of its longer side, y down. */
export function boxOf(outline: Outline): Box {
  const xs = outline.outer.map(([x]) => x);
  const ys = outline.outer.map(([, y]) => -y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = Math.max(right - left, bottom - top) * 0.22;
  return { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}

/** A closed ring as a path. */
export function ringPath(ring: readonly Point[]): string {
  return `${ring.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(-y)}`).join("")}Z`;
}

/** Where the number of a characteristic points to, y down; null where the drawing does not say. */
export function anchorOf(characteristic: Characteristic): Point | null {
  const refs = characteristic.refs;
  const [edge, circle, arc] = [refs?.edges[0], refs?.circles[0], refs?.arcs[0]];
  const other = refs?.circles[1];
  if (circle && other && refs.edges.length === 0) return down(half(circle.centre, other.centre));
  if (circle && edge && characteristic.kind === "edge_distance") return down(half(circle.centre, foot(circle.centre, edge)));
  if (circle) return down(circle.centre);
  if (edge) return down(half(edge[0], edge[1]));
  if (!arc) return null;
  const turn = (((arc.start_deg ?? 0) + (arc.end_deg ?? 0)) / 2) * (Math.PI / 180);
  return down([arc.centre[0] + arc.radius * Math.cos(turn), arc.centre[1] + arc.radius * Math.sin(turn)]);
}

function down([x, y]: Point): Point {
  return [x, -y];
}

function half(one: Point, other: Point): Point {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}

/** The place on an edge's line that is nearest to a point. */
function foot(point: Point, [p, q]: readonly [Point, Point]): Point {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  const share = ((point[0] - p[0]) * dx + (point[1] - p[1]) * dy) / Math.max(dx * dx + dy * dy, 1e-12);
  return [p[0] + share * dx, p[1] + share * dy];
}

export interface Balloon {
  readonly code: string;
  readonly text: string;
  readonly at: Point;
  readonly to: Point;
}

/** Numbers around the part, each on the side of what it points to, pushed apart along the frame where they would meet. */
export function balloons(characteristics: readonly Characteristic[], box: Box, radius: number): readonly Balloon[] {
  const [halfWidth, halfHeight] = [box.width / 2 - radius * 1.4, box.height / 2 - radius * 1.4];
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const wanted = characteristics.flatMap((each) => {
    const to = anchorOf(each);
    if (to === null || each.balloon === null) return [];
    return [{ each, to, way: wayOf([to[0] - centre[0], to[1] - centre[1]], halfWidth, halfHeight) }];
  });
  wanted.sort((one, other) => one.way - other.way || (one.each.balloon ?? 0) - (other.each.balloon ?? 0));
  const around = 4 * (halfWidth + halfHeight);
  const ways = spread(wanted.map((one) => one.way), Math.min(radius * 3.4, around / Math.max(wanted.length, 1)), around);
  return wanted.map((one, index) => {
    const [x, y] = placeOf(ways[index] ?? 0, halfWidth, halfHeight);
    return { code: one.each.code, text: String(one.each.balloon), at: [centre[0] + x, centre[1] + y], to: one.to };
  });
}

/** Ways along a closed line in order, moved until neighbours are `apart`. */
export function spread(ways: readonly number[], apart: number, around: number): readonly number[] {
  const moved = [...ways];
  const count = moved.length;
  for (let turn = 0; turn < 300 && count > 1; turn++) {
    const short = moved.map((way, k) => Math.max(0, apart - ((moved[k + 1] ?? (moved[0] ?? 0) + around) - way)));
    if (short.every((each) => each < apart * 0.005)) break;
    for (let k = 0; k < count; k++) moved[k] = (moved[k] ?? 0) - (short[k] ?? 0) / 2 + (short[(k + count - 1) % count] ?? 0) / 2;
  }
  return moved;
}

/** Where a ray from the middle leaves a rectangle, as the way along it from its upper left corner, y down. */
function wayOf([x, y]: Point, halfWidth: number, halfHeight: number): number {
  const scale = Math.min(halfWidth / Math.max(Math.abs(x), 1e-9), halfHeight / Math.max(Math.abs(y), 1e-9));
  const [u, v] = [x * scale, y * scale];
  if (v <= -halfHeight + 1e-6) return u + halfWidth;
  if (u >= halfWidth - 1e-6) return 2 * halfWidth + v + halfHeight;
  if (v >= halfHeight - 1e-6) return 2 * halfWidth + 2 * halfHeight + halfWidth - u;
  return 4 * halfWidth + 2 * halfHeight + halfHeight - v;
}

function placeOf(way: number, halfWidth: number, halfHeight: number): Point {
  const around = 4 * (halfWidth + halfHeight);
  const s = ((way % around) + around) % around;
  if (s <= 2 * halfWidth) return [s - halfWidth, -halfHeight];
  if (s <= 2 * halfWidth + 2 * halfHeight) return [halfWidth, s - 2 * halfWidth - halfHeight];
  if (s <= 4 * halfWidth + 2 * halfHeight) return [3 * halfWidth + 2 * halfHeight - s, halfHeight];
  return [-halfWidth, 4 * halfWidth + 3 * halfHeight - s];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
