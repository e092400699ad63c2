/** The outline comes in: a drawing as it is, a body as seen from above or cut at a height. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { asProblem, get, sendBytes, type Problem } from "../../shell/api.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field, Select } from "../../shell/parts/Fields.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { remember } from "../../shell/resource.ts";
import { t } from "../../shell/words.ts";
import type { Outline, Revision } from "../model.ts";
import { isBody, outlineQuery, type Reading } from "../outlineFile.ts";

const UNITS = ["mm", "cm", "m", "in"];

/** The button for a file, and what must be said of it before it can be read. */
export function OutlineFile({ path, onRead }: { path: string; onRead: () => void }): VNode {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [unit, setUnit] = useState("mm");
  const [asked, setAsked] = useState<Reading>({ units: null, section_mm: null });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [taken, setTaken] = useState(0);
  const read = async (chosen: File | null, reading: Reading): Promise<void> => {
    if (!chosen) return;
    setFile(chosen);
    setAsked(reading);
    try {
      await sendBytes("PUT", `${path}/files?${outlineQuery(chosen.name, reading)}`, chosen);
      remember(path, await get<Revision>(path));
      remember(`${path}/outline`, await get<Outline>(`${path}/outline`));
      setProblem(null);
      onRead();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const choose = (chosen: File | null): void => {
    setTaken(taken + 1);
    void read(chosen, { units: null, section_mm: null });
  };
  return (
    <div class="col">
      <input
        ref={input} class="hidden" type="file" accept=".dxf,.svg,.stl,.json" tabIndex={-1} aria-hidden="true"
        onChange={(event) => {
          choose(event.currentTarget.files?.[0] ?? null);
          event.currentTarget.value = ""; // the same file may be chosen again once it is mended
        }}
      />
      <Alt icon="plus" onPress={() => input.current?.click()}>{t("draft.outline")}</Alt>
      <Trouble problem={problem} />
      {problem?.code === "outline.without_units" && (
        <div class="row wrap">
          <Select label={t("draft.unit")} value={unit} options={UNITS.map((each) => ({ value: each, label: t(`unit.${each}`) }))} onInput={setUnit} />
          <Act onPress={() => read(file, { ...asked, units: unit })}>{t("draft.unit.use")}</Act>
        </div>
      )}
      {file && isBody(file.name) && problem?.code !== "outline.without_units" && <Body key={taken} onRead={(section_mm) => read(file, { ...asked, section_mm })} />}
    </div>
  );
}

/** How a body becomes an outline. */
function Body({ onRead }: { onRead: (section_mm: number | null) => Promise<void> }): VNode {
  const [isCut, setIsCut] = useState(false);
  const [typed, setTyped] = useState("");
  const height = parseNumber(typed);
  const choose = (way: string): void => {
    setIsCut(way === "section");
    if (way === "silhouette") void onRead(null);
  };
  return (
    <>
      <Choice label={t("draft.body")} value={isCut ? "section" : "silhouette"} options={["silhouette", "section"].map((each) => ({ value: each, label: t(`draft.body.${each}`) }))} onInput={choose} />
      {isCut && (
        <div class="row wrap">
          <div class="grow"><Field label={t("draft.body.height")} value={typed} unit="mm" mode="decimal" ltr fault={typed.trim() && height === null ? t("draft.number") : null} onInput={setTyped} /></div>
          <Act whyNot={height === null ? t("draft.body.height.needed") : null} onPress={() => onRead(height)}>{t("draft.body.cut")}</Act>
        </div>
      )}
    </>
  );
}
