/** The language of this device. */
import type { VNode } from "preact";
import { chooseLanguage, language, LANGUAGES, t } from "../words.ts";

/** Goes to the next language at each tap; says which one it is now. */
export function LanguageChip(): VNode {
  const next = LANGUAGES[(LANGUAGES.indexOf(language.value) + 1) % LANGUAGES.length] ?? "en";
  return (
    <button type="button" class="chip" aria-label={t("language.change", { now: t(`language.${language.value}`), next: t(`language.${next}`) })} onClick={() => void chooseLanguage(next)}>
      {language.value.toUpperCase()}
    </button>
  );
}
