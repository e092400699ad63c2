/** The gauge line: limits as ticks, value as a needle, its uncertainty as a band. */
import type { VNode } from "preact";
import { decimalsOf } from "../numbers.ts";
import { formatNumber } from "../numbers.ts";
import { gaugeMarks, type Limits } from "../limits.ts";
import { statedU, statedValue } from "../stating.ts";
import { language, t, unitWord } from "../words.ts";

interface GaugeProps {
  readonly limits: Limits;
  readonly value: number | null;
  readonly uncertainty?: number | null;
  readonly unit: string;
  readonly decision: "pass" | "fail" | "undecided" | null;
  readonly tall?: boolean;
  /** decimals of the limits; the finest of them otherwise */
  readonly decimals?: number;
}

/** The sentence for those who do not see the line. */
export function gaugeSentence(props: GaugeProps): string {
  const code = language.value;
  const say = (value: number): string => formatNumber(value, code, props.decimals ?? finest(props.limits));
  const { low, high } = props.limits;
  const allowed =
    low !== null && high !== null
      ? t("gauge.between", { low: say(low), high: say(high) })
      : low !== null
        ? t("gauge.at_least", { low: say(low) })
        : high !== null
          ? t("gauge.at_most", { high: say(high) })
          : t("gauge.no_limit");
  if (props.value === null) return `${allowed} ${unitWord(props.unit)}`;
  const value = props.uncertainty
    ? t("gauge.value_with", { value: statedValue(props.value, props.uncertainty, code), u: statedU(props.uncertainty, code) })
    : say(props.value);
  return `${value} ${unitWord(props.unit)}, ${allowed}, ${t(`outcome.${props.decision ?? "open"}`)}`;
}

/** Decimals in which limits are shown. */
export function finest(limits: Limits): number {
  return Math.max(...[limits.low, limits.high].map((each) => (each === null ? 0 : decimalsOf(each))), 0);
}

/** The line itself; percent places, pixel sizes, so text stays readable at any width. */
export function Gauge(props: GaugeProps): VNode {
  const marks = gaugeMarks(props.limits, props.value, props.uncertainty ?? null);
  const tall = props.tall ?? false;
  const y = tall ? 78 : 14;
  const half = tall ? 24 : 10;
  const decimals = props.decimals ?? finest(props.limits);
  const say = (value: number): string => formatNumber(value, language.value, decimals);
  const pct = (place: number): string => `${place}%`;
  const tick = (at: number | null, value: number | null): VNode | null =>
    at === null || value === null ? null : (
      <g>
        <line class="limit" x1={pct(at)} x2={pct(at)} y1={y - half} y2={y + half} />
        <text x={pct(at)} y={y + half + (tall ? 26 : 19)}>
          {say(value)}
        </text>
      </g>
    );
  return (
    <svg class={`gauge ${tall ? "tall" : ""} ${props.decision ?? ""}`} role="img" aria-label={gaugeSentence(props)}>
      <line class="line" x1="0%" x2="100%" y1={y} y2={y} />
      {(marks.low !== null || marks.high !== null) && <line class="ok" x1={pct(marks.from)} x2={pct(marks.to)} y1={y} y2={y} />}
      {tick(marks.low, props.limits.low)}
      {tick(marks.high, props.limits.high)}
      {marks.band && <rect class="band" x={pct(marks.band[0])} width={pct(Math.max(1.5, marks.band[1] - marks.band[0]))} y={y - (tall ? 15 : 7)} height={tall ? 30 : 14} rx="3" />}
      {marks.needle !== null && <line class="needle" x1={pct(marks.needle)} x2={pct(marks.needle)} y1={y - half} y2={y + half} />}
      {tall && marks.needle !== null && props.value !== null && <Flag at={marks.needle} text={formatNumber(props.value, language.value)} />}
    </svg>
  );
}

function Flag({ at, text }: { at: number; text: string }): VNode {
  const width = text.length * 14 + 24;
  const inside = Math.min(90, Math.max(10, at));
  return (
    <svg class="flag" x={`${inside}%`} y="0" overflow="visible">
      <rect x={-width / 2} y="2" width={width} height="34" rx="6" />
      <text x="0" y="28">
        {text}
      </text>
    </svg>
  );
}
