/** Paper, what lies under the part, how many parts, tags: the same questions for printing and registering. */
import type { VNode } from "preact";
import { Choice, Tick } from "../../shell/parts/Fields.tsx";
import { t } from "../../shell/words.ts";
import { POCKETS, SIZES, WINDOWS, type SheetDesign } from "../sheetDesign.ts";

/** The choices. */
export function SheetChoice({ design, onChange }: { design: SheetDesign; onChange: (design: SheetDesign) => void }): VNode {
  return (
    <>
      <Choice label={t("print.size")} value={design.size} options={SIZES.map((value) => ({ value, label: value }))} onInput={(size) => onChange({ ...design, size })} />
      <Choice label={t("print.window")} value={design.window} options={WINDOWS.map((value) => ({ value, label: t(`print.window.${value}`) }))} onInput={(window) => onChange({ ...design, window })} />
      <Choice label={t("print.pockets")} value={String(design.pockets)} options={POCKETS.map((count) => ({ value: String(count), label: count === 0 ? t("print.pockets.one") : String(count) }))} onInput={(count) => onChange({ ...design, pockets: Number(count) })} />
      <Tick checked={design.tags} onChange={(tags) => onChange({ ...design, tags })}>{t("print.tags")}</Tick>
    </>
  );
}
