/** What the server refused, or that it did not answer: in words, with what to do next. */
import type { VNode } from "preact";
import type { Problem } from "../api.ts";
import type { Resource } from "../resource.ts";
import { go } from "../router.ts";
import { useSight } from "../sight.ts";
import { clock, knows, t, type Details } from "../words.ts";
import { Alt } from "./Button.tsx";
import { Note } from "./Plates.tsx";

/** The sentence of a problem: the server's, else ours by its code, else by its kind. */
export function problemWords(problem: Problem): { what: string; todo: string } {
  const details: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(problem.details)) {
    if (typeof value === "string" || typeof value === "number") details[name] = value;
  }
  const named: Details = details;
  const isWorded = problem.title !== "" && !problem.title.startsWith("problem.") && problem.title !== problem.code;
  const kind = problem.status === 0 ? "absent" : problem.status === -1 ? "here" : String(problem.status);
  const byKind = knows(`trouble.${kind}`) ? `trouble.${kind}` : "trouble.other";
  const what = isWorded ? problem.title : knows(`trouble.${problem.code}`) ? t(`trouble.${problem.code}`, named) : t(byKind, named);
  const todo = knows(`todo.${problem.code}`) ? t(`todo.${problem.code}`, named) : knows(`todo.${kind}`) && !saysWhatToDo(problem, isWorded) ? t(`todo.${kind}`, named) : "";
  return { what, todo };
}

/** A refusal that the server worded says itself what to do; "look at the fields" would send others to fields that are not there. */
const saysWhatToDo = (problem: Problem, isWorded: boolean): boolean => isWorded && (problem.status === 422 || SAY_IT.includes(problem.code)) && problem.code !== "request.invalid";
const SAY_IT: readonly string[] = ["request.too_large", "photo.used_for_another_unit"];

/** Whether asking again would bring the same answer: not allowed, not there. */
const isFinal = (problem: Problem): boolean => problem.status === 403 || problem.status === 404;

interface TroubleProps {
  readonly problem: Problem | null;
  readonly onRetry?: () => void;
}

/** What a press brought: it comes to sight wherever on the page it stands, and stays until it is no longer true. */
export function Trouble({ problem, onRetry }: TroubleProps): VNode | null {
  const ref = useSight<HTMLDivElement>(problem);
  if (problem === null) return null;
  return (
    <div ref={ref} class="told" tabIndex={-1}>
      <TroubleNote problem={problem} {...(onRetry ? { onRetry } : {})} />
    </div>
  );
}

/** The words alone, for what nobody pressed for: a person who types keeps the field. */
export function TroubleNote({ problem, onRetry }: TroubleProps & { readonly problem: Problem }): VNode {
  const { what, todo } = problemWords(problem);
  const isAbsent = problem.isAbsent;
  return (
    <Note tone={isAbsent ? "care" : "stop"} icon={isAbsent ? "off" : "fail"} title={what}>
      {(todo || onRetry) && (
        <div class="col">
          {todo && <p>{todo}</p>}
          {onRetry && (
            <div>
              {isFinal(problem) ? <Alt icon="back" onPress={() => go("/")}>{t("action.to_today")}</Alt> : <Alt onPress={onRetry}>{t("action.try_again")}</Alt>}
            </div>
          )}
        </div>
      )}
    </Note>
  );
}

/** A quiet line while something is read, the trouble when it cannot be. */
export function Reading({ of }: { of: Resource<unknown> }): VNode | null {
  // nobody pressed for this: the page stays where it is
  if (of.problem !== null) return <TroubleNote problem={of.problem} onRetry={() => void of.reload()} />;
  if (of.value !== null || !of.isReading) return null;
  return <p class="quiet" role="status">{of.read_at ? t("reading.from", { time: clock(of.read_at) }) : t("reading.first")}</p>;
}
