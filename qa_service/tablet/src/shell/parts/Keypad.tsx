/** Own keys for numbers, phone order, the decimal sign of the language; a real keyboard works too. */
import { useEffect, useRef } from "preact/hooks";
import type { VNode } from "preact";
import { pressed, showTyped, westernDigits } from "../numbers.ts";
import { language, t, unitWord } from "../words.ts";
import { Icon } from "./Icon.tsx";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "delete"] as const;

interface KeypadProps {
  /** typed so far, with a point, such as "120." */
  readonly text: string;
  readonly unit: string;
  readonly decision: "pass" | "fail" | "undecided" | null;
  readonly onChange: (text: string) => void;
}

/** The typed number, large, and twelve keys. */
export function Keypad({ text, unit, decision, onChange }: KeypadProps): VNode {
  // fast typing comes in before the page is drawn again
  const now = useRef(text);
  now.current = text;
  const press = (key: string): void => {
    now.current = pressed(now.current, key);
    onChange(now.current);
  };
  useEffect(() => {
    const typed = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey) return;
      const key = keyOf(event.key);
      if (key === null) return;
      event.preventDefault();
      press(key);
    };
    addEventListener("keydown", typed);
    return () => removeEventListener("keydown", typed);
  }, []);
  return (
    <section class="keypad">
      <output class={`value ${decision ?? ""}`} aria-live="polite" aria-label={t("keypad.value")}>
        <span class="num">{showTyped(text, language.value)}</span>
        <span class="xl">{unitWord(unit)}</span>
      </output>
      <div class="keys">
        {KEYS.map((key) => (
          <button type="button" class="key" key={key} aria-label={labelOf(key)} onClick={() => press(key)}>
            {key === "delete" ? <Icon name="delete" size="big" /> : showTyped(key, language.value)}
          </button>
        ))}
      </div>
    </section>
  );
}

function labelOf(key: string): string {
  return key === "delete" ? t("keypad.delete") : key === "." ? t("keypad.point") : showTyped(key, language.value);
}

/** The key of the pad for a key of a keyboard. */
export function keyOf(key: string): string | null {
  const western = westernDigits(key);
  if (/^\d$/.test(western)) return western;
  if (key === "." || key === "," || key === "\u066b") return ".";
  if (key === "Backspace") return "delete";
  if (key === "-") return "sign";
  return null;
}
