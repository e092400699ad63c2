/** The frame of a screen: top bar with the steel rule, strip, content, bottom bar. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect } from "preact/hooks";
import { go } from "../router.ts";
import { isOffline } from "../reaching.ts";
import { unsentCount } from "../sender.ts";
import { isDemo } from "../session.ts";
import { isUnreviewed, isUntranslated, language, t, UNTRANSLATED } from "../words.ts";
import { Icon } from "./Icon.tsx";

interface PageProps {
  readonly title: ComponentChildren;
  readonly sub?: ComponentChildren;
  /** where back leads; none on the first page */
  readonly back?: string;
  /** how much of the work is done, 0 to 1 */
  readonly progress?: number;
  readonly chips?: ComponentChildren;
  /** the bottom bar */
  readonly actions?: ComponentChildren;
  readonly bare?: boolean;
  readonly kind?: string;
  /** what the browser calls this page */
  readonly name?: string;
  readonly children: ComponentChildren;
}

/** A whole screen. */
export function Page(props: PageProps): VNode {
  const name = props.name ?? (typeof props.title === "string" ? props.title : "");
  useEffect(() => {
    if (name) document.title = name;
  }, [name]);
  const done = Math.round(Math.min(1, Math.max(0, props.progress ?? 0)) * 1000) / 10;
  return (
    <div class={`page ${props.kind ?? ""}`}>
      <header class="top">
        <div class="bar">
          {props.back === undefined ? <Logo /> : <Back to={props.back} />}
          <div class="grow">
            <h1>{props.title}</h1>
            {props.sub !== undefined && <div class="sub">{props.sub}</div>}
          </div>
          {props.chips}
          <NetChip />
        </div>
        <div class="rule" role="presentation">{done > 0 && <b style={{ inlineSize: `${done}%` }} />}</div>
      </header>
      {isDemo.value && <DemoStrip />}
      {isUntranslated.value && <p class="strip plain-strip">{UNTRANSLATED[language.value]}</p>}
      {isUnreviewed.value && <p class="strip plain-strip">{t("strip.not_reviewed")}</p>}
      <main class={props.bare ? "bare" : ""}>{props.children}</main>
      {props.actions !== undefined && <footer class="bottom">{props.actions}</footer>}
    </div>
  );
}

function Logo(): VNode {
  return (
    <span class="logo">
      <Icon name="gauge" />
    </span>
  );
}

function Back({ to }: { to: string }): VNode {
  return (
    <button type="button" class="back" aria-label={t("action.back")} onClick={() => go(to)}>
      <Icon name="back" />
    </button>
  );
}

/** What is unsent, always in sight; opens the outbox. */
export function NetChip(): VNode {
  const count = unsentCount.value;
  const icon = isOffline.value ? "off" : count > 0 ? "unsent" : "sent";
  return (
    <button type="button" class={`chip net ${isOffline.value ? "off" : ""} ${count === 0 && !isOffline.value ? "quiet-net" : ""}`} onClick={() => go("/outbox")}>
      <Icon name={icon} />
      <span>{count > 0 ? t("net.unsent", { count }) : isOffline.value ? t("net.offline") : t("net.all_sent")}</span>
    </button>
  );
}

/** On every screen while the numbers are not real. */
export function DemoStrip(): VNode {
  return <p class="strip">{t("strip.demo")}</p>;
}
