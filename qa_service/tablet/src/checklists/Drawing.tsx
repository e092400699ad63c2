/** The outline of a part with the numbers of its sizes; the chosen one is filled. */
import type { VNode } from "preact";
import { t } from "../shell/words.ts";
import type { Characteristic, Outline } from "./model.ts";
import { balloons, boxOf, ringPath, type Box } from "./shape.ts";

/** Always left to right, in every language. */
export function Drawing({ outline, characteristics, chosen, onChoose, box = boxOf(outline) }: { outline: Outline; characteristics: readonly Characteristic[]; chosen: string | null; onChoose?: (code: string) => void; box?: Box }): VNode {
  const unit = Math.max(box.width, box.height) / 100;
  const radius = unit * 5;
  return (
    <svg class="drawing" viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} role="img" aria-label={t("design.drawing")}>
      <path d={[outline.outer, ...outline.holes].map(ringPath).join("")} fill="var(--mark-soft)" fill-rule="evenodd" stroke="var(--ink)" stroke-width={unit * 0.6} stroke-linejoin="round" />
      {balloons(characteristics, box, radius).map((each) => {
        const isChosen = each.code === chosen;
        return (
          <g key={each.code} {...(onChoose ? { onClick: () => onChoose(each.code), style: { cursor: "pointer" } } : {})}>
            <line x1={each.to[0]} y1={each.to[1]} x2={each.at[0]} y2={each.at[1]} stroke="var(--ink)" stroke-width={unit * 0.35} />
            <circle cx={each.to[0]} cy={each.to[1]} r={unit * 0.9} fill="var(--mark)" />
            <circle cx={each.at[0]} cy={each.at[1]} r={radius} fill={isChosen ? "var(--mark)" : "var(--card)"} stroke="var(--mark)" stroke-width={unit * 0.8} />
            <text x={each.at[0]} y={each.at[1] + radius * 0.37} text-anchor="middle" font-size={radius} font-weight="700" fill={isChosen ? "var(--on-mark)" : "var(--mark)"}>
              {each.text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
