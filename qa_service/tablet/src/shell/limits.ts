/** Value, its uncertainty and its limits: the decision while typing and the place of each mark on the gauge line. Pure. */

/** Lowest and highest allowed, both included; null = no limit on that side. */
export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

export type Decision = "pass" | "fail" | "undecided";

/** What a reading says against its limits. `by` is how far it is outside; the server decides in the end. */
export interface Judged {
  readonly decision: Decision;
  readonly side: "low" | "high" | null;
  readonly by: number;
}

/** Compare a reading by a person with the limits: on the limit passes. */
export function judge(value: number, limits: Limits): Judged {
  if (limits.low !== null && value < limits.low) return { decision: "fail", side: "low", by: limits.low - value };
  if (limits.high !== null && value > limits.high) return { decision: "fail", side: "high", by: value - limits.high };
  return { decision: "pass", side: null, by: 0 };
}

/** Places on the gauge line in percent of its length. */
export interface GaugeMarks {
  readonly low: number | null;
  readonly high: number | null;
  readonly from: number;
  readonly to: number;
  readonly needle: number | null;
  readonly band: readonly [number, number] | null;
  /** the needle stands at an end because the value is farther out than can be drawn */
  readonly isBeyond: boolean;
}

const MARGIN = 0.45;
const EDGE = 3;

/** Where limits, needle and band stand. The line is the limits and a margin of 45 % of their distance on each side. */
export function gaugeMarks(limits: Limits, value: number | null, uncertainty: number | null): GaugeMarks {
  const [min, max] = span(limits, value);
  const place = (at: number): number => Math.min(100, Math.max(0, ((at - min) / (max - min)) * 100));
  const raw = value === null ? null : ((value - min) / (max - min)) * 100;
  const needle = raw === null ? null : Math.min(100 - EDGE, Math.max(EDGE, raw));
  const isBeyond = raw !== null && needle !== raw;
  const low = limits.low === null ? null : place(limits.low);
  const high = limits.high === null ? null : place(limits.high);
  const reach: readonly [number, number] | null = value === null || !uncertainty ? null : [place(value - uncertainty), place(value + uncertainty)];
  // of a value beyond the end the part of its band that reaches into the line is drawn
  const band = reach !== null && reach[1] > reach[0] ? reach : null;
  return { low, high, from: low ?? 0, to: high ?? 100, needle, band, isBeyond };
}

function span(limits: Limits, value: number | null): [number, number] {
  const { low, high } = limits;
  if (low !== null && high !== null && high > low) {
    const margin = (high - low) * MARGIN;
    return [low - margin, high + margin];
  }
  const anchor = low ?? high ?? value ?? 0;
  const distance = Math.max(Math.abs((value ?? anchor) - anchor) * 2, Math.abs(anchor) * 0.1, 1e-6);
  if (low !== null && high === null) return [anchor - distance * 0.5, anchor + distance];
  if (high !== null && low === null) return [anchor - distance, anchor + distance * 0.5];
  return [anchor - distance, anchor + distance];
}
