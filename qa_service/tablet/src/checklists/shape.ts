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
  const edge = refs?.edges[0];
  if (edge) return [(edge[0][0] + edge[1][0]) / 2, -(edge[0][1] + edge[1][1]) / 2];
  const round_ = refs?.circles[0] ?? refs?.arcs[0];
  return round_ ? [round_.centre[0], -round_.centre[1]] : null;
}

export interface Balloon {
  readonly code: string;
  readonly text: string;
  readonly at: Point;
  readonly to: Point;
}

/** Numbers around the part, each on the side of what it points to, moved apart where they would meet. */
export function balloons(characteristics: readonly Characteristic[], box: Box, radius: number): readonly Balloon[] {
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const placed: Balloon[] = [];
  for (const each of characteristics) {
    const to = anchorOf(each);
    if (to === null || each.balloon === null) continue;
    let angle = Math.atan2(to[1] - centre[1], to[0] - centre[0] || 1e-9);
    for (let turn = 0; turn < 40; turn++) {
      const at = onFrame(centre, angle, box, radius);
      if (!placed.some((one) => Math.hypot(one.at[0] - at[0], one.at[1] - at[1]) < radius * 2.3)) {
        placed.push({ code: each.code, text: String(each.balloon), at, to });
        break;
      }
      angle += 0.16;
    }
  }
  return placed;
}

function onFrame(centre: Point, angle: number, box: Box, radius: number): Point {
  const [halfWidth, halfHeight] = [box.width / 2 - radius * 1.4, box.height / 2 - radius * 1.4];
  const scale = Math.min(halfWidth / Math.max(Math.abs(Math.cos(angle)), 1e-9), halfHeight / Math.max(Math.abs(Math.sin(angle)), 1e-9));
  return [centre[0] + Math.cos(angle) * scale, centre[1] + Math.sin(angle) * scale];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
