/** Instruments, measuring sheets and cameras of an inspection body: in date or not, and how to add one. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import type { Design, DesignRow, Revision } from "../../checklists/model.ts";
import { Choice, Field, Select } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { hasRole } from "../../shell/session.ts";
import { day, formatted, named, t, unitWord } from "../../shell/words.ts";
import { barWords } from "../barWords.ts";
import { plainType } from "../instrument.ts";
import type { Camera, Instrument, Sheet } from "../model.ts";

const TYPES = ["calliper", "pin_gauge_set", "gauge_strip", "hanging_scale", "balance", "torque_lever", "reference_piece"] as const;
const LENGTHS = ["mm", "cm", "m", "in"] as const;
const UNITS: Readonly<Record<string, readonly string[]>> = { hanging_scale: ["N"], balance: ["g", "kg"], torque_lever: ["N.m"], reference_piece: ["mm"] };

/** The lists. */
export default function Tools(): VNode {
  const instruments = useResource<Instrument[]>("/api/instruments");
  const sheets = useResource<Sheet[]>("/api/sheets");
  const cameras = useResource<Camera[]>("/api/cameras");
  const actions = (
    <>
      {hasRole("inspector", "reviewer") && <Alt icon="gauge" onPress={() => go("/studies")}>{t("study.title")}</Alt>}
      <Act icon="plus" onPress={() => go("/tools/instrument")}>{t("tools.add")}</Act>
    </>
  );
  return (
    <Page title={t("tools.title")} back="/" actions={actions}>
      <div class="narrow col">
        <h2>{t("tools.instruments")}</h2>
        <Reading of={instruments} />
        {instruments.value?.length === 0 && <Note tone="plain" icon="plain" title={t("tools.none")}>{t("tools.none.todo")}</Note>}
        {(instruments.value ?? []).map((each) => (
          <div class="card row wrap" key={each.id}>
            <Icon name="caliper" size="big" />
            <div class="grow">
              <p class="b">{t(`instrument.${plainType(each.type)}`)} <Num>{each.serial}</Num></p>
              <p class="s dim">{t("number.until", { date: day(each.due_on) })} · <Num>{`± ${formatted(each.u95)} ${unitWord(each.unit)}`}</Num></p>
            </div>
            <Tag tone={each.is_overdue ? "stop" : "good"} icon={each.is_overdue ? "fail" : "pass"}>{t(each.is_overdue ? "number.overdue" : "number.in_date")}</Tag>
          </div>
        ))}
        <h2>{t("tools.sheets")}</h2>
        <Reading of={sheets} />
        {sheets.value?.length === 0 && <Note tone="plain" icon="plain" title={t("tools.no_sheet")}>{t("tools.no_sheet.todo")}</Note>}
        {(sheets.value ?? []).filter((each) => each.state !== "retired").map((each) => (
          <div class="card row wrap" key={each.id}>
            <Icon name="ruler" size="big" />
            <div class="grow">
              <p class="b">{each.name} <Num>{each.serial}</Num></p>
              <p class="s dim">{t("tools.sheet.until", { date: day(each.expires_on) })} · {barWords(each)}</p>
              {each.warnings.map((code) => <p class="s" key={code}>{t(`warning.${code}`)}</p>)}
            </div>
            <Tag tone={each.state === "expired" ? "stop" : "good"} icon={each.state === "expired" ? "fail" : "pass"}>{t(each.state === "expired" ? "number.overdue" : "number.in_date")}</Tag>
          </div>
        ))}
        <div class="row wrap">
          <Alt icon="print" onPress={() => go("/tools/print")}>{t("tools.print_sheet")}</Alt>
          <Alt icon="plus" onPress={() => go("/tools/sheet")}>{t("tools.add_sheet")}</Alt>
        </div>
        <h2>{t("tools.cameras")}</h2>
        <Reading of={cameras} />
        {cameras.value?.length === 0 && <Note tone="plain" icon="plain" title={t("tools.no_camera")}>{t("tools.no_camera.todo")}</Note>}
        {(cameras.value ?? []).map((each) => (
          <div class="card row wrap" key={each.id}>
            <Icon name="camera" size="big" />
            <div class="grow">
              <p class="b"><Num>{`${each.device} ${each.lens}`.trim()}</Num></p>
              <p class="s dim">{t("tools.camera.facts", { width: each.width_px, height: each.height_px, f: each.f_px.toFixed(1), sd: each.f_sd_px.toFixed(1), residual: each.residual_px.toFixed(2), date: day(each.made_at) })}</p>
            </div>
          </div>
        ))}
        <div class="row wrap">
          <Alt icon="plus" onPress={() => go("/tools/camera")}>{t("tools.add_camera")}</Alt>
        </div>
      </div>
    </Page>
  );
}

/** Register an instrument with what its calibration record says. */
export function NewInstrument(): VNode {
  const [id] = useState(newId);
  const [type, setType] = useState<string>("calliper");
  const [serial, setSerial] = useState("");
  const [resolution, setResolution] = useState("");
  const [u95, setU95] = useState("");
  const [due, setDue] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [piece, setPiece] = useState<PieceOf>(NO_PIECE);
  const [chosen, setUnit] = useState("");
  const units = UNITS[type] ?? LENGTHS;
  const unit = units.includes(chosen) ? chosen : (units[0] ?? "mm");
  const isPiece = type === "reference_piece";
  const isReady = (!isPiece || isWhole(piece)) && serial.trim() !== "" && parseNumber(resolution) !== null && parseNumber(u95) !== null && due !== "";
  const add = async (): Promise<void> => {
    try {
      await send("POST", "/api/instruments", { id, type, serial: serial.trim(), unit, resolution: parseNumber(resolution), u95: parseNumber(u95), due_on: due, ...(isPiece ? { value: parseNumber(piece.value), revision_id: piece.revision_id, characteristic: piece.characteristic, material: piece.material } : {}) });
      go("/tools", "replace");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Page title={t("tools.add")} back="/tools" actions={<Act whyNot={isReady ? null : t("form.fill_all")} onPress={add}>{t("tools.add.act")}</Act>}>
      <div class="narrow col">
        <Trouble problem={problem} />
        <Choice label={t("tools.type")} value={type} options={TYPES.map((each) => ({ value: each, label: t(`instrument.${each}`) }))} onInput={setType} />
        <Field label={t("tools.serial")} value={serial} onInput={setSerial} ltr />
        {isPiece && <PieceFields piece={piece} onChange={setPiece} />}
        {units.length > 1 && <Choice label={t("tools.unit")} value={unit} options={units.map((each) => ({ value: each, label: unitWord(each) }))} onInput={setUnit} />}
        <Field label={t("tools.resolution")} unit={unit} mode="decimal" value={resolution} onInput={setResolution} />
        <Field label={t("tools.u95")} hint={t("tools.u95.hint")} unit={unit} mode="decimal" value={u95} onInput={setU95} />
        <Field label={t("tools.due")} type="date" value={due} onInput={setDue} />
      </div>
    </Page>
  );
}

/** A part whose size is known better than a photo can tell. */
interface PieceOf {
  readonly design_id: string;
  readonly revision_id: string;
  readonly characteristic: string;
  readonly material: string;
  readonly value: string;
}

const NO_PIECE: PieceOf = { design_id: "", revision_id: "", characteristic: "", material: "", value: "" };

function isWhole(piece: PieceOf): boolean {
  return piece.revision_id !== "" && piece.characteristic !== "" && parseNumber(piece.value) !== null;
}

function PieceFields({ piece, onChange }: { piece: PieceOf; onChange: (piece: PieceOf) => void }): VNode {
  const designs = useResource<DesignRow[]>("/api/designs");
  const design = useResource<Design>(piece.design_id ? `/api/designs/${piece.design_id}` : null);
  const released = design.value?.revisions.find((each) => each.state === "released")?.id ?? "";
  const revision = useResource<Revision>(released ? `/api/revisions/${released}` : null);
  const sizes = (revision.value?.characteristics ?? []).filter((each) => each.refs !== null && each.unit === "mm");
  return (
    <>
      <p>{t("tools.piece.what")}</p>
      <Select label={t("study.design")} value={piece.design_id} empty={t("study.choose_design")} options={(designs.value ?? []).filter((each) => each.newest).map((each) => ({ value: each.id, label: named(each.names) }))} onInput={(design_id) => onChange({ ...NO_PIECE, design_id })} />
      {sizes.length > 0 && <Select label={t("tools.piece.size")} value={piece.characteristic} empty={t("study.choose_size")} options={sizes.map((each) => ({ value: each.code, label: named(each.names) }))} onInput={(characteristic) => onChange({ ...piece, characteristic, revision_id: released })} />}
      <Field label={t("tools.piece.value")} unit="mm" mode="decimal" value={piece.value} onInput={(value) => onChange({ ...piece, value })} />
      <Field label={t("tools.piece.material")} hint={t("tools.piece.material.hint")} value={piece.material} onInput={(material) => onChange({ ...piece, material })} />
    </>
  );
}
