/** Actions: one filled main action a screen, all else outlined. A control that may not be used says why. */
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { address, go } from "../router.ts";
import { Icon, type IconName } from "./Icon.tsx";

interface ButtonProps {
  readonly onPress?: () => void | Promise<void>;
  readonly icon?: IconName;
  readonly iconAfter?: IconName;
  /** why it may not be used now; shown, not hidden */
  readonly whyNot?: string | null;
  /** what a press does while it may not be used: show where the reason is */
  readonly onWhyNot?: () => void;
  readonly label?: string;
  readonly type?: "button" | "submit";
  readonly children?: ComponentChildren;
}

function Pressable({ kind, icon, iconAfter, whyNot, onWhyNot, label, onPress, type = "button", children }: ButtonProps & { kind: string }): VNode {
  const [isBusy, setBusy] = useState(false);
  const press = async (event: Event): Promise<void> => {
    if (whyNot || isBusy) {
      event.preventDefault();
      if (whyNot) onWhyNot?.();
      return;
    }
    if (!onPress) return;
    setBusy(true);
    try {
      await onPress();
    } finally {
      setBusy(false);
    }
  };
  const state = { ...(label ? { "aria-label": label } : {}), ...(whyNot ? { "aria-disabled": "true" as const, title: whyNot } : {}) };
  return (
    <button type={type} class={kind} onClick={press} aria-busy={isBusy} {...state}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
      {iconAfter && <Icon name={iconAfter} />}
    </button>
  );
}

/** The main action of a screen. */
export function Act(props: ButtonProps & { danger?: boolean }): VNode {
  return (
    <>
      {props.whyNot && <span class="why">{props.whyNot}</span>}
      <Pressable {...props} kind={`act ${props.danger ? "danger" : ""}`} />
    </>
  );
}

/** Any other action. */
export function Alt(props: ButtonProps & { stop?: boolean; small?: boolean; extra?: string }): VNode {
  return <Pressable {...props} kind={`alt ${props.stop ? "stop" : ""} ${props.small ? "small" : ""} ${props.extra ?? ""}`} />;
}

/** A way to another screen; a real link, so that it can be opened elsewhere too. */
export function Go({ to, kind = "textual", children }: { to: string; kind?: string; children: ComponentChildren }): VNode {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a class={kind} href={address(to)} onClick={follow}>
      {children}
    </a>
  );
}
