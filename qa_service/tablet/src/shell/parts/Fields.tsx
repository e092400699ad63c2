/** Form fields: name above, unit beside, hint and fault below, always in words. */
import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./Icon.tsx";
import { unitWord } from "../words.ts";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly fault?: string | null | undefined;
  readonly unit?: string | null;
  readonly type?: "text" | "password" | "date" | "search";
  readonly mode?: "text" | "decimal" | "numeric";
  readonly autocomplete?: string;
  readonly lines?: number;
  readonly ltr?: boolean;
  readonly autofocus?: boolean;
}

/** One line or several lines of text, or a number. */
export function Field(props: FieldProps): VNode {
  const id = useId();
  const about = [props.hint ? `${id}-hint` : "", props.fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    value: props.value,
    "aria-invalid": Boolean(props.fault),
    onInput: (event: Event) => props.onInput((event.currentTarget as HTMLInputElement).value),
    ...(about ? { "aria-describedby": about } : {}),
    ...(props.ltr ? { dir: "ltr" as const } : {}),
  };
  return (
    <div class={`field ${props.fault ? "bad" : ""}`}>
      <label for={id}>{props.label}</label>
      {props.lines ? (
        <textarea {...shared} rows={props.lines} />
      ) : (
        <div class="unit">
          <input
            {...shared}
            {...({ type: props.type ?? "text" } as { type: "text" })}
            inputMode={props.mode ?? "text"}
            autocomplete={props.autocomplete ?? "off"}
            autocapitalize="off"
            spellcheck={false}
            autofocus={props.autofocus ?? false}
          />
          {props.unit && <span>{unitWord(props.unit)}</span>}
        </div>
      )}
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.fault && (
        <p class="fault" id={`${id}-fault`}>
          {props.fault}
        </p>
      )}
    </div>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of a list. */
export function Select({ label, value, options, onInput, hint, fault, empty }: { label: string; value: string; options: readonly Option[]; onInput: (value: string) => void; hint?: string; fault?: string | null; empty?: string }): VNode {
  const id = useId();
  return (
    <div class={`field ${fault ? "bad" : ""}`}>
      <label for={id}>{label}</label>
      <select id={id} value={value} onInput={(event) => onInput(event.currentTarget.value)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
      {hint && <p class="hint">{hint}</p>}
      {fault && <p class="fault">{fault}</p>}
    </div>
  );
}

/** A few choices side by side. */
export function Choice({ label, value, options, onInput }: { label: string; value: string; options: readonly Option[]; onInput: (value: string) => void }): VNode {
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <div class="choice" role="radiogroup" aria-label={label}>
        {options.map((each) => (
          <button type="button" role="radio" key={each.value} aria-checked={each.value === value} onClick={() => onInput(each.value)}>
            {each.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A box to tick, or one of several with `round`. */
export function Tick({ checked, onChange, round, children }: { checked: boolean; onChange: (checked: boolean) => void; round?: boolean; children: ComponentChildren }): VNode {
  return (
    <button type="button" class="tick" role={round ? "radio" : "checkbox"} aria-checked={checked} onClick={() => onChange(!checked)}>
      <span class={`mark ${round ? "round" : ""}`}>{checked && <Icon name="tick" />}</span>
      <span class="grow">{children}</span>
    </button>
  );
}
