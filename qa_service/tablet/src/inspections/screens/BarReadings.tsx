/** Three caliper readings of one bar, what is wrong with one of them at its field, what is wrong with the bar below. */
import type { ComponentChildren, VNode } from "preact";
import { Field } from "../../shell/parts/Fields.tsx";
import { t } from "../../shell/words.ts";
import { readingPlace, type Axis, type Three } from "../sheetForm.ts";

interface BarProps {
  readonly axis: Axis;
  readonly values: Three;
  readonly onInput: (values: Three) => void;
  readonly faultAt: (place: string) => string | null;
  /** what was refused about the bar as a whole */
  readonly children: ComponentChildren;
}

/** The fields. */
export function BarReadings({ axis, values, onInput, faultAt, children }: BarProps): VNode {
  const at = (place: number, value: string): Three => values.map((each, k) => (k === place ? value : each)) as unknown as Three;
  return (
    <fieldset class="field">
      <legend>{t("register.bar", { axis })}</legend>
      <div class="three">
        {values.map((value, k) => (
          <Field key={k} label={t("register.reading", { number: k + 1 })} unit="mm" mode="decimal" value={value} fault={faultAt(readingPlace(axis, k + 1))} onInput={(typed) => onInput(at(k, typed))} />
        ))}
      </div>
      {children}
    </fieldset>
  );
}
