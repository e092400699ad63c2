/** Why something was not done: a reason by one tap or in own words. Without it the answer is not taken. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import type { NotDone } from "../../shell/parts/Glove.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { t } from "../../shell/words.ts";

export type { NotDone };

const READY: Readonly<Record<NotDone, readonly string[]>> = {
  not_applicable: ["why.not_in_revision", "why.other_variant"],
  not_measurable: ["why.no_instrument", "why.damaged", "why.not_reachable"],
};

/** Asks while `about` is set. */
export function WhyNot({ about, onReason, onClose }: { about: NotDone | null; onReason: (reason: string) => void | Promise<void>; onClose: () => void }): VNode {
  const [words, setWords] = useState("");
  const title = about === null ? "" : t(`why.title.${about}`);
  return (
    <Dialog isOpen={about !== null} onClose={onClose} label={title}>
      <div class="col">
        <h2>{title}</h2>
        {(about === null ? [] : READY[about]).map((code) => (
          <Alt key={code} onPress={() => onReason(t(code))}>{t(code)}</Alt>
        ))}
        <Field label={t("why.own")} value={words} onInput={setWords} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act whyNot={words.trim() ? null : t("why.needed")} onPress={() => onReason(words.trim())}>{t("why.save")}</Act>
        </div>
      </div>
    </Dialog>
  );
}
