/** One measured size on its gauge line; a tap tells what its uncertainty is made of. */
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { formatNumber } from "../../shell/numbers.ts";
import { Go } from "../../shell/parts/Button.tsx";
import { Gauge, finest } from "../../shell/parts/Gauge.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { statedU, statedValue } from "../../shell/stating.ts";
import { day, formatted, knows, language, t } from "../../shell/words.ts";
import type { Measurement, StudySays } from "../model.ts";
import { OutcomeTag, whyNoGrade } from "../parts.tsx";
import type { Size } from "../sizes.ts";
import { SizeBudget } from "./SizeBudget.tsx";

/** The row; `measurement` null while it is not read yet. */
export function SizeRow({ size, measurement }: { size: Size; measurement: Measurement | null }): VNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const budget = measurement?.budgets[size.code] ?? null;
  const limits = { low: size.low, high: size.high };
  const decimals = Math.max(2, finest(limits));
  return (
    <div class={`card size ${size.outcome === "undecided" ? "care" : ""}`}>
      <button type="button" class="feature" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <span class={`balloon ${size.outcome}`}>{size.balloon}</span>
        <b>{size.name}</b>
        <Gauge limits={limits} value={size.value} uncertainty={size.u95} unit={size.unit} decision={size.outcome} decimals={decimals} />
        <span class="num l">{stated(size, decimals)}</span>
        <OutcomeTag outcome={size.outcome} {...(size.outcome === "undecided" ? { word: t("result.use_caliper") } : {})} />
        <Icon name="next" />
        <span class="hidden">{t("budget.title")}</span>
      </button>
      <Beside size={size} measurement={measurement} decimals={decimals} />
      {isOpen && budget && <SizeBudget budget={budget} unit={size.unit} id={id} />}
      {isOpen && !budget && <p class="s beside" id={id}>{t(measurement ? "budget.none" : "budget.not_read")}</p>}
    </div>
  );
}

function stated({ value, u95 }: Size, decimals: number): VNode {
  if (value === null) return <>–</>;
  if (u95 === null) return <b>{formatNumber(value, language.value, decimals)}</b>;
  return <><b>{statedValue(value, u95, language.value)}</b> <span class="s">± {statedU(u95, language.value)}</span></>;
}

/** What else is known of the size: several photos, the study of the set-up, why it is not decided. */
function Beside({ size, measurement, decimals }: { size: Size; measurement: Measurement | null; decimals: number }): VNode | null {
  const says = measurement?.gauge_studies[size.code];
  const together = measurement?.photos_together[size.code];
  const reason = size.outcome === "undecided" && size.reason && knows(`reason.${size.reason}`) ? t(`reason.${size.reason}`) : null;
  const say = (value: number): string => formatNumber(value, language.value, decimals);
  if (!says && !together && !reason) return null;
  return (
    <div class="beside s">
      {together && <p>{t(together.agree ? "result.together" : "result.disagree", { count: together.n, spread: say(together.spread), limit: say(together.limit) })}</p>}
      {says && <StudyLine says={says} />}
      {reason && <p>{reason}</p>}
    </div>
  );
}

/** What the gauge study of this set-up says, in one line. */
function StudyLine({ says }: { says: StudySays }): VNode {
  const [tone, icon] = says.is_valid ? (["good", "pass"] as const) : (["care", "care"] as const);
  const [bias, u95] = [says.bias ?? 0, says.bias_u95 ?? 0];
  const details = { percent: Number((says.percent ?? 0).toPrecision(2)), bias: u95 > 0 ? statedValue(bias, u95, language.value) : formatted(bias), u: statedU(u95, language.value), date: day(says.expires_on) };
  return (
    <p>
      <Icon name={icon} tone={tone} /> {says.grade === null ? `${t("study.no_answer")} ${whyNoGrade(says.reason)}` : t(`study.says.${says.grade}`, details)} <Go to={`/studies/${says.study_id}`}>{t("study.open")}</Go>
    </p>
  );
}
