/** Choose a measuring sheet and download it as a PDF. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, getDocument, type Problem } from "../../shell/api.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { saveFile } from "../../shell/saveFile.ts";
import { go } from "../../shell/router.ts";
import { language, t } from "../../shell/words.ts";
import { pdfPath, USUAL, type SheetDesign } from "../sheetDesign.ts";
import { SheetChoice } from "./SheetChoice.tsx";

/** The page. */
export default function PrintSheet(): VNode {
  const [design, setDesign] = useState<SheetDesign>(USUAL);
  const [copies, setCopies] = useState("1");
  const [spoken, setSpoken] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const count = parseNumber(copies);
  const whyNot = count !== null && count >= 1 && count <= 50 ? null : t("form.fill_all");
  const download = async (): Promise<void> => {
    try {
      const sheet = await getDocument(pdfPath(design, Math.round(count ?? 1)));
      saveFile(sheet.bytes, `sheet-${design.size}.pdf`);
      setProblem(null);
      setSpoken(sheet.language);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const hasPrinted = spoken !== null;
  const actions = (
    <>
      {hasPrinted && <Alt icon="plus" onPress={() => go("/tools/sheet")}>{t("tools.add_sheet")}</Alt>}
      <Act icon="print" whyNot={whyNot} onPress={download}>{t("print.act")}</Act>
    </>
  );
  return (
    <Page title={t("tools.print_sheet")} back="/tools" actions={actions}>
      <div class="narrow col">
        <p>{t("print.intro")}</p>
        <Trouble problem={problem} />
        <SheetChoice design={design} onChange={setDesign} />
        <Field label={t("print.copies")} mode="numeric" value={copies} onInput={setCopies} />
        {spoken === "en" && language.value !== "en" && <Note tone="care" icon="care" title={t("print.in_english")} />}
        <Note tone={hasPrinted ? "blue" : "plain"} icon="caliper" title={t("print.then")} />
      </div>
    </Page>
  );
}
