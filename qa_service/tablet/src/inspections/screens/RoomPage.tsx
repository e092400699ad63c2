/** The room of a visit: its temperature, and the reference piece photographed first and last. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Characteristic } from "../../checklists/model.ts";
import { asProblem, send, sendBytes, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { t } from "../../shell/words.ts";
import { visitPath } from "../answering.ts";
import { VisitLine } from "../parts.tsx";
import type { Instrument, ReferenceCheck, ReferenceState, Sheet, Surroundings } from "../model.ts";
import { useProgress } from "../useProgress.ts";
import { useVisit } from "../useVisit.ts";
import { CheckRow, pieceWords } from "./CheckRow.tsx";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";
import { useWhichWay } from "./WhichWay.tsx";

/** The page. */
export default function RoomPage({ params }: ScreenProps): VNode {
  const id = params["visit"] ?? "";
  const path = `${visitPath(id)}/surroundings`;
  const { resource, visit, characteristics } = useVisit(id);
  const room = useResource<Surroundings>(path);
  const isMeasuring = (room.value?.checks ?? []).some((each) => !each.is_done);
  useProgress(id, isMeasuring, () => void Promise.all([room.reload(), resource.reload()]));
  const [degrees, setDegrees] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const celsius = parseNumber(degrees);
  const isOpen = visit?.state === "in_progress";
  const note = async (): Promise<void> => {
    try {
      remember(path, await send<Surroundings>("POST", `${visitPath(id)}/temperature`, { id: newId(), temperature_c: celsius }));
      setDegrees("");
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const whyNot = celsius === null ? t("room.temperature.first") : null;
  const actions = (
    <>
      <Alt icon="back" onPress={() => go(`/visits/${id}`)}>{t("summary.back")}</Alt>
      {isOpen && <Act whyNot={whyNot} onPress={note}>{t("room.temperature.act")}</Act>}
    </>
  );
  return (
    <Page title={t("room.title")} sub={visit ? <VisitLine visit={visit} /> : undefined} back={`/visits/${id}`} actions={actions}>
      <div class="narrow col">
        <Reading of={room} />
        <Trouble problem={problem} />
        <section class="card col">
          <h2>{t("room.temperature")}</h2>
          {room.value && <p>{room.value.temperature_c === null ? t("room.temperature.none") : t("room.temperature.is", { degrees: room.value.temperature_c })}</p>}
          {isOpen && <Field label={t("room.temperature.now")} unit="°C" mode="decimal" value={degrees} hint={t("room.temperature.hint")} onInput={setDegrees} />}
        </section>
        {room.value && <ReferencePart id={id} revision_id={visit?.batch.design.revision_id ?? null} characteristics={characteristics} room={room.value} isOpen={isOpen} onProblem={setProblem} onTaken={(value) => remember(path, value)} />}
      </div>
    </Page>
  );
}

interface PartProps {
  readonly id: string;
  readonly revision_id: string | null;
  readonly characteristics: readonly Characteristic[];
  readonly room: Surroundings;
  readonly isOpen: boolean;
  readonly onProblem: (problem: Problem | null) => void;
  readonly onTaken: (room: Surroundings) => void;
}

function ReferencePart({ id, revision_id, characteristics, room, isOpen, onProblem, onTaken }: PartProps): VNode {
  const tools = useResource<Instrument[]>("/api/instruments");
  const sheets = useResource<Sheet[]>("/api/sheets");
  const pieces = (tools.value ?? []).filter((each) => room.pieces.includes(each.id));
  const usable = (sheets.value ?? []).filter((each) => each.state === "in_service");
  const [piece_id, setPiece] = useState("");
  const [sheet_id, setSheet] = useState("");
  // of several pieces none is chosen beforehand: a photo under the wrong one takes all photos of the visit back
  const piece = pieces.find((each) => each.id === piece_id) ?? (pieces.length === 1 ? pieces[0] : undefined);
  const sheet = usable.find((each) => each.id === sheet_id) ?? usable[0];
  const way = useWhichWay(piece?.id ?? "", (piece && room.turns[piece.id]) ?? null, revision_id, characteristics.filter((each) => each.code === piece?.characteristic));
  const photos = room.checks.filter((each) => each.corrects === null).map((each) => each.id);
  const told = async (work: () => Promise<Surroundings>): Promise<void> => {
    try {
      onTaken(await work());
      onProblem(null);
    } catch (thrown) {
      onProblem(asProblem(thrown));
    }
  };
  const take = async (photo: KeptPhoto): Promise<void> => {
    if (!piece || !sheet) return;
    const said = await way.ask(photo);
    if (said === undefined) return;
    await told(async () => {
      if (photo.bytes) await sendBytes("PUT", `/api/photos/${photo.sha256}`, photo.bytes);
      const made = await send<Surroundings>("POST", `${visitPath(id)}/reference-checks`, { id: newId(), instrument_id: piece.id, sheet_id: sheet.id, photo_sha256: photo.sha256, rotation_hint_deg: said[0] ?? null });
      setPiece("");
      return made;
    });
  };
  const correct = (check: ReferenceCheck, instrument_id: string): Promise<void> =>
    told(() => send<Surroundings>("POST", `${visitPath(id)}/reference-checks/${check.id}/piece`, { id: newId(), instrument_id }));
  return (
    <section class="card col">
      <h2>{t("room.reference")}</h2>
      <ReferenceNote state={room.reference} isOpen={isOpen} />
      {room.checks.map((each) => (
        <CheckRow key={each.id} check={each} number={photos.indexOf(each.corrects ?? each.id) + 1} room={room} pieces={isOpen ? pieces : []} onCorrect={correct} />
      ))}
      {isOpen && pieces.length > 1 && <Select label={t("room.piece")} value={piece?.id ?? ""} empty={t("room.piece.choose")} options={pieces.map((each) => ({ value: each.id, label: pieceWords(each) }))} onInput={setPiece} />}
      {isOpen && usable.length > 1 && pieces.length > 0 && <Select label={t("capture.sheet")} value={sheet?.id ?? ""} options={usable.map((each) => ({ value: each.id, label: `${each.name} ${each.serial}` }))} onInput={setSheet} />}
      {isOpen && piece && sheet && <PhotoFile kind="alt" label={t("room.photograph", { serial: piece.serial })} onPhoto={take} />}
      {way.window}
    </section>
  );
}

/** What the reference piece says of the photos of the visit. */
export function ReferenceNote({ state, isOpen }: { state: ReferenceState; isOpen: boolean }): VNode {
  const tone = state === "agrees" ? "good" : state === "off" ? "stop" : state === "no_photos" || state === "measuring" ? "plain" : "care";
  const icon = tone === "good" ? "pass" : tone === "stop" ? "fail" : tone === "plain" ? "plain" : "care";
  return <Note tone={tone} icon={icon} title={t(`room.reference.${state}`)}>{isOpen || state === "off" ? t(`room.reference.${state}.todo`) : undefined}</Note>;
}
