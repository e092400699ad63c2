/** Plates, tags, cards, lights, notes, the NOT-checked box: answers with shape, word and colour. */
import type { ComponentChildren, VNode } from "preact";
import { formatted, t } from "../words.ts";
import { Icon, type IconName } from "./Icon.tsx";

export type Tone = "good" | "care" | "stop" | "plain" | "blue";

/** Shape and word. */
export function Tag({ tone, icon, children, solid }: { tone: Tone; icon: IconName; children: ComponentChildren; solid?: boolean }): VNode {
  return (
    <span class={`tag ${tone} ${solid ? "solid" : ""}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** The answer of a screen in solid colour; one on a screen. */
export function Plate(props: {
  tone: Tone;
  icon: IconName;
  title: ComponentChildren;
  over?: ComponentChildren;
  under?: ComponentChildren;
  shape?: "block" | "full" | "half";
  striped?: boolean;
}): VNode {
  return (
    <div class={`plate solid ${props.tone} ${props.shape ?? "block"} ${props.striped ? "striped" : ""}`} role="status" aria-live="assertive">
      <Icon name={props.icon} size="huge" />
      <div class="grow">
        {props.over && <p class="s b">{props.over}</p>}
        <h2>{props.title}</h2>
        {props.under && <p>{props.under}</p>}
      </div>
    </div>
  );
}

/** One light: shape, what it is, one sentence, a word at the end. */
export function LightRow({ tone, icon, title, children, word }: { tone: "good" | "care" | "stop" | "plain"; icon: IconName; title: ComponentChildren; children?: ComponentChildren; word: string }): VNode {
  return (
    <div class="card row">
      <span class={`lamp solid ${tone}`}>
        <Icon name={icon} size="big" />
      </span>
      <div class="grow">
        <h3>{title}</h3>
        {children && <p class="s dim">{children}</p>}
      </div>
      <span class="b">{word}</span>
    </div>
  );
}

/** A small line of a list of facts with its shape. */
export function Light({ ok, children }: { ok: boolean | null; children: ComponentChildren }): VNode {
  const [icon, tone] = ok === null ? (["ask", "care"] as const) : ok ? (["pass", "good"] as const) : (["fail", "stop"] as const);
  return (
    <div class="light">
      <Icon name={icon} tone={tone} />
      <span class="grow">{children}</span>
    </div>
  );
}

/** A few words with a shape and a border. */
export function Note({ tone, icon, title, children }: { tone: Tone; icon: IconName; title?: ComponentChildren; children?: ComponentChildren }): VNode {
  return (
    <div class={`note ${tone}`} role={tone === "stop" ? "alert" : undefined}>
      <Icon name={icon} />
      <div class="grow">
        {title && <p class="b">{title}</p>}
        {children && <div class="s">{typeof children === "string" ? <p>{children}</p> : children}</div>}
      </div>
    </div>
  );
}

/** What nobody looked at, as large as what was checked. */
export function NotChecked({ items, children }: { items: readonly string[]; children?: ComponentChildren }): VNode {
  return (
    <section class="not-checked">
      <div class="row">
        <Icon name="care" size="big" />
        <h2>{t("not_checked.title")}</h2>
      </div>
      {items.length > 0 && (
        <ul>
          {items.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

/** A count in the digits of the reader; a lot, serial or value as it stands. Always left to right. */
export function Num({ children }: { children: ComponentChildren }): VNode {
  return <span class="num">{typeof children === "number" ? formatted(children) : children}</span>;
}

/** A class letter in its square. */
export function Letter({ children }: { children: ComponentChildren }): VNode {
  return <b class="letter">{children}</b>;
}
