/** Sampling plans in words. */
import { t } from "../shell/words.ts";
import type { Plan } from "./model.ts";

/** A plan in one sentence. */
export function planWords(plan: Plan | undefined): string {
  if (!plan) return "";
  if (plan.scheme === "full") return t("plan.full");
  if (plan.scheme === "fixed") return t("plan.fixed", { count: plan.n });
  return t("plan.c0", { percent: plan.lq_percent, risk: Math.round(plan.risk * 100) });
}
