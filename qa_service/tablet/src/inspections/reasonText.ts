/** Why a result did not pass, in words; null where there are none. */
import { knows, t } from "../shell/words.ts";
import type { Result } from "./model.ts";

const REFUSED = "refused:";

/** A code in the reader's language; what a person wrote stands as it was written. */
export function reasonText(result: Result): string | null {
  const reason = result.reason ?? "";
  const code = reason.startsWith(REFUSED) ? `refusal.${reason.slice(REFUSED.length).split(":")[0]}` : `reason.${reason}`;
  if (knows(code)) return t(code);
  const isOfPerson = result.measurement_id === null && result.outcome.startsWith("not_");
  return isOfPerson && reason !== "" ? reason : null;
}
