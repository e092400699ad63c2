/** What the uncertainty of one size is made of, and what was made of it: for those who ask how sure a number is. */
import type { VNode } from "preact";
import { Num } from "../../shell/parts/Plates.tsx";
import { statedU } from "../../shell/stating.ts";
import { formatNumber } from "../../shell/numbers.ts";
import { knows, language, t, unitWord } from "../../shell/words.ts";
import { fine, partsOf, percentOf, probabilityOf, zoneOf } from "../budget.ts";
import type { Budget } from "../model.ts";

/** The rows, largest first, then the sums and the decision. */
export function SizeBudget({ budget, unit, id }: { budget: Budget; unit: string; id: string }): VNode {
  const code = language.value;
  const small = (value: number): string => `${fine(value, budget, code)} ${unitWord(unit)}`;
  const decides = zoneOf(budget) !== "no_limit"; // some sizes only inform
  return (
    <div class="budget col gap-s" id={id}>
      <h3>{t("budget.title")}</h3>
      <ul>
        {partsOf(budget).map((part) => (
          <li key={part.row}>
            <span class="s">{knows(`budget.row.${part.row}`) ? t(`budget.row.${part.row}`) : part.row}</span>
            <Num><span class="s b">{small(part.u)}</span></Num>
            <span class="share" role="img" aria-label={t("budget.share", { percent: percentOf(part.share, code) })}>
              <i style={{ inlineSize: `${Math.max(0.5, part.share * 100)}%` }} />
            </span>
            <span class="s dim" aria-hidden="true"><Num>{percentOf(part.share, code)} %</Num></span>
          </li>
        ))}
      </ul>
      {budget.photos > 1 && <p class="s">{t("budget.photos", { count: budget.photos })}</p>}
      <dl>
        <Line name="u">{small(budget.u)}</Line>
        <Line name="dof">{budget.dof === null ? t("budget.dof.many") : formatNumber(Math.floor(budget.dof), code)}</Line>
        <Line name="k">{formatNumber(budget.k, code, 2)}</Line>
        <Line name="U95">{`± ${statedU(budget.U95, code)} ${unitWord(unit)}`}</Line>
        {decides && budget.guard_band !== null && <Line name="guard">{`${fine(budget.guard_band, budget, code, "up")} ${unitWord(unit)}`}</Line>}
        {decides && budget.guard_band !== null && <Line name="accept"><Accepted budget={budget} unit={unit} /></Line>}
        {decides && budget.conformance_probability !== null && <Line name="probability">{`${probabilityOf(budget.conformance_probability, code)} %`}</Line>}
      </dl>
    </div>
  );
}

function Line({ name, children }: { name: string; children: VNode | string }): VNode {
  return (
    <div>
      <dt class="s">{t(`budget.${name}`)}</dt>
      <dd class="s b">{typeof children === "string" ? <Num>{children}</Num> : children}</dd>
    </div>
  );
}

/** The limits drawn in by the guard band; rounded inwards, so that what is shown as passing passes. */
function Accepted({ budget, unit }: { budget: Budget; unit: string }): VNode {
  const say = (limit: number | null, round: "up" | "down"): string => (limit === null ? "" : fine(limit, budget, language.value, round));
  const told = { low: say(budget.accept_low, "up"), high: say(budget.accept_high, "down"), unit: unitWord(unit) };
  return <span>{t(`budget.accept.${zoneOf(budget)}`, told)}</span>;
}
