/** The way: done, doubted, refused, yours (blue), others' (dashed) with the name of who must act. */
import type { ComponentChildren, VNode } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

export interface Step {
  readonly key: string;
  readonly state: "done" | "doubted" | "refused" | "yours" | "others" | "later";
  readonly title: ComponentChildren;
  readonly who: ComponentChildren;
  /** what can be done about this step alone */
  readonly more?: ComponentChildren;
}

const ICON: Readonly<Partial<Record<Step["state"], IconName>>> = { done: "pass", doubted: "care", refused: "fail", yours: "person" };

/** All steps in order. */
export function Steps({ steps }: { steps: readonly Step[] }): VNode {
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li class={`step ${step.state}`} key={step.key}>
          <Icon name={ICON[step.state] ?? "todo"} />
          <div class="grow">
            <p class="b">{step.title}</p>
            <p class="s dim">{step.who}</p>
            {step.more}
          </div>
        </li>
      ))}
    </ol>
  );
}
