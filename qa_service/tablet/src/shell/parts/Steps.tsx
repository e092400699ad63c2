/** The way: done, yours (blue), others' (dashed) with the name of who must act. */
import type { ComponentChildren, VNode } from "preact";
import { Icon } from "./Icon.tsx";

export interface Step {
  readonly key: string;
  readonly state: "done" | "yours" | "others" | "later";
  readonly title: ComponentChildren;
  readonly who: ComponentChildren;
}

/** All steps in order. */
export function Steps({ steps }: { steps: readonly Step[] }): VNode {
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li class={`step ${step.state}`} key={step.key}>
          <Icon name={step.state === "done" ? "pass" : step.state === "yours" ? "person" : "todo"} />
          <div class="grow">
            <p class="b">{step.title}</p>
            <p class="s dim">{step.who}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
