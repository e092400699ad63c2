/** One photo of a reference piece: what it gave, and which piece it shows when the wrong one was chosen. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Select } from "../../shell/parts/Fields.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { statedU, statedValue } from "../../shell/stating.ts";
import { formatted, language, moment, t, unitWord } from "../../shell/words.ts";
import type { Instrument, ReferenceCheck, Surroundings } from "../model.ts";

interface RowProps {
  readonly check: ReferenceCheck;
  readonly number: number;
  readonly room: Surroundings;
  /** that may be chosen instead; none where nothing is changed any more */
  readonly pieces: readonly Instrument[];
  readonly onCorrect: (check: ReferenceCheck, instrument_id: string) => Promise<void>;
}

/** The row; it says of a corrected check what was chosen, by whom and when. */
export function CheckRow({ check, number, room, pieces, onCorrect }: RowProps): VNode {
  const wrong = room.checks.find((each) => each.id === check.corrects);
  const others = pieces.filter((each) => each.id !== check.instrument_id);
  const mayCorrect = others.length > 0 && check.corrects === null && !check.is_corrected;
  const [isAsking, setAsking] = useState(false);
  return (
    <div class="col gap-s">
      <div class="row wrap">
        <p class="grow">
          {t("room.check", { number })} <Num>{check.serial}</Num> {check.value !== null && check.U95 !== null && <Num>{`${statedValue(check.value, check.U95, language.value)} ± ${statedU(check.U95, language.value)} mm`}</Num>}
        </p>
        <CheckTag check={check} />
        {mayCorrect && <Alt small onPress={() => setAsking(true)}>{t("room.correct")}</Alt>}
      </div>
      {wrong && <p class="s">{t("room.corrected.by", { person: check.person, date: moment(check.at), serial: wrong.serial })}</p>}
      <Correct isOpen={isAsking} check={check} pieces={others} onClose={() => setAsking(false)} onCorrect={onCorrect} />
    </div>
  );
}

/** Which piece the photo shows; it is said beforehand that this can be done once, and that everybody sees it. */
function Correct({ isOpen, check, pieces, onClose, onCorrect }: Pick<RowProps, "check" | "pieces" | "onCorrect"> & { isOpen: boolean; onClose: () => void }): VNode {
  const [piece_id, setPiece] = useState("");
  const right = async (): Promise<void> => {
    await onCorrect(check, piece_id);
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} label={t("room.correct")}>
      <div class="col">
        <h2>{t("room.correct.title", { serial: check.serial })}</h2>
        <Note tone="care" icon="care" title={t("room.correct.once")}>{t("room.correct.seen")}</Note>
        <Select label={t("room.correct.which")} value={piece_id} empty={t("room.piece.choose")} options={pieces.map((each) => ({ value: each.id, label: pieceWords(each) }))} onInput={setPiece} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.close")}</Alt>
          <Act whyNot={piece_id === "" ? t("room.piece.choose") : null} onPress={right}>{t("room.correct.act")}</Act>
        </div>
      </div>
    </Dialog>
  );
}

/** A piece with its known value: two pieces of a design are told apart by it. */
export function pieceWords(piece: Instrument): string {
  return piece.value === null || piece.value === undefined ? piece.serial : `${piece.serial} · ${formatted(piece.value)} ${unitWord(piece.unit)}`;
}

function CheckTag({ check }: { check: ReferenceCheck }): VNode {
  if (check.is_corrected) return <Tag tone="plain" icon="undo">{t("room.check.corrected")}</Tag>;
  if (!check.is_done) return <Tag tone="blue" icon="ruler">{t("room.check.measuring")}</Tag>;
  if (check.en === null) return <Tag tone="care" icon="ask">{t("room.check.refused")}</Tag>;
  const isGood = Math.abs(check.en) <= 1;
  return <Tag tone={isGood ? "good" : "stop"} icon={isGood ? "pass" : "fail"}>{t(isGood ? "room.check.good" : "room.check.off", { en: Number(check.en.toFixed(2)) })}</Tag>;
}
