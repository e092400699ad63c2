/** Hold the tag of a unit to the camera and its next item opens; a hand scanner or the typed number does as well. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Alt } from "../../shell/parts/Button.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { OtherWays, Scanner } from "../../shell/parts/Scanner.tsx";
import { go } from "../../shell/router.ts";
import { t } from "../../shell/words.ts";
import type { Visit } from "../model.ts";
import { asked, rows, type LocalAnswer } from "../progress.ts";
import { placeOfRow, serialNamed } from "../tags.ts";
import { placePath } from "../useVisit.ts";

/** The dialog; says why when the text names no unit of this visit. */
export function ScanUnit({ isOpen, onClose, visit, local }: { isOpen: boolean; onClose: () => void; visit: Visit; local: readonly LocalAnswer[] }): VNode {
  const [refused, setRefused] = useState<string | null>(null);
  const close = (): void => {
    setRefused(null);
    onClose();
  };
  const onText = (text: string): void => {
    const named = serialNamed(text, visit.batch.lot);
    if (named === null) setRefused(t("visit.scan.no_tag"));
    else if ("other_lot" in named) setRefused(t("visit.scan.other_lot", { lot: named.other_lot }));
    else {
      const row = rows(visit, local).find((each) => each.serial === named.serial);
      const place = row ? placeOfRow(row, asked(visit).filter((item) => item.once_per !== "lot")) : null;
      if (place) go(placePath(visit.id, place));
      else setRefused(t(row ? "visit.scan.not_drawn" : "visit.scan.unknown", { unit: named.serial }));
    }
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} label={t("visit.scan")}>
      <div class="col">
        <h2>{t("visit.scan")}</h2>
        <Scanner onText={onText} />
        {refused && <Note tone="care" icon="care" title={refused} />}
        <OtherWays onText={onText} />
        <Alt onPress={close}>{t("action.close")}</Alt>
      </div>
    </Dialog>
  );
}
