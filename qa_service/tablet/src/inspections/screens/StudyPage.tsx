/** One gauge study: photos by part and inspector, calliper values, and what it says of each size. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Characteristic, Revision } from "../../checklists/model.ts";
import { asProblem, send, sendBytes, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field, Select } from "../../shell/parts/Fields.tsx";
import { Gauge } from "../../shell/parts/Gauge.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Note, Num } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { remember, useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { session } from "../../shell/session.ts";
import { statedU, statedValue } from "../../shell/stating.ts";
import { day, formatted, knows, language, named, t } from "../../shell/words.ts";
import type { Instrument, Sheet, Study, StudyOutcome } from "../model.ts";
import { GradeTag, whyNoGrade } from "../parts.tsx";
import { PhotoFile, type KeptPhoto } from "./PhotoFile.tsx";
import { StudyTag } from "./Studies.tsx";
import { useWhichWay } from "./WhichWay.tsx";

const ASK_EVERY_ms = 3000;

/** The page. */
export default function StudyPage({ params }: ScreenProps): VNode {
  const path = `/api/gauge-studies/${params["study"] ?? ""}`;
  const resource = useResource<Study>(path);
  const study = resource.value;
  const revision = useResource<Revision>(study ? `/api/revisions/${study.revision_id}` : null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waits = study?.shots.some((each) => !each.is_done) ?? false;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void resource.reload(), ASK_EVERY_ms);
    return () => clearInterval(timer);
  }, [waits]);
  const act = async (does: () => Promise<Study>): Promise<void> => {
    try {
      remember(path, await does());
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const all = study ? study.parts * study.inspectors * study.repeats : 1;
  const missing = study ? all - study.photos_done : 0;
  const values = study ? study.parts * study.characteristics.length - study.references.length : 0;
  const whyNot = missing > 0 ? t("study.photos_missing", { count: missing }) : values > 0 ? t("study.values_missing", { count: values }) : null;
  const actions = study?.state === "open" ? <Act icon="seal" whyNot={whyNot} onPress={() => act(() => send<Study>("POST", `${path}/close`))}>{t("study.close")}</Act> : <Act onPress={() => go("/studies")}>{t("action.done")}</Act>;
  const sizes = (revision.value?.characteristics ?? []).filter((each) => study?.characteristics.includes(each.code));
  return (
    <Page title={study ? `${t("study.one")}: ${named(study.names)} ${study.revision_label}` : t("study.one")} sub={study ? <Num>{`${study.sheet} · ${study.camera || t("study.no_camera")}`}</Num> : undefined} back="/studies" progress={study ? study.photos_done / all : 0} actions={actions}>
      <div class="col">
        <Reading of={resource} />
        <Trouble problem={problem} />
        {study && (
          <div class="two">
            <div class="col">
              <div class="row wrap">
                <StudyTag study={study} />
                <span class="s">{t("study.photos_done", { done: study.photos_done, all })}</span>
                {study.expires_on && <span class="s">{t(study.is_expired ? "study.expired" : "study.until", { date: day(study.expires_on) })}</span>}
              </div>
              {study.state === "open" && <NextPhoto study={study} sizes={sizes} path={path} act={act} />}
              <Photos study={study} />
            </div>
            <div class="col">
              {study.outcomes.map((each) => (
                <OutcomeCard key={each.characteristic} outcome={each} study={study} size={sizes.find((one) => one.code === each.characteristic) ?? null} />
              ))}
              {study.state === "open" && <Values study={study} sizes={sizes} path={path} act={act} />}
            </div>
          </div>
        )}
      </div>
    </Page>
  );
}

interface PartProps {
  readonly study: Study;
  readonly path: string;
  readonly act: (does: () => Promise<Study>) => Promise<void>;
}

interface SizesProps extends PartProps {
  readonly sizes: readonly Characteristic[];
}

/** The next photo of the person here: part by part, so that each part is laid down anew each time. */
function NextPhoto({ study, sizes, path, act }: SizesProps): VNode {
  const way = useWhichWay(study.id, study.turn, study.revision_id, sizes);
  const sheets = useResource<Sheet[]>("/api/sheets");
  const usable = (sheets.value ?? []).filter((each) => each.name === study.sheet && each.state === "in_service");
  const [sheet_id, setSheet] = useState("");
  const sheet = usable.find((each) => each.id === sheet_id) ?? usable[0];
  const me = session.value?.person?.id ?? "";
  const mine = study.shots.filter((each) => each.person_id === me && !each.refused);
  const places = Array.from({ length: study.parts * study.repeats }, (_, index) => ({ part: (index % study.parts) + 1, repeat: Math.floor(index / study.parts) + 1 }));
  const next = places.find((place) => !mine.some((each) => each.part === place.part && each.repeat === place.repeat));
  const isFull = study.people.length >= study.inspectors && !study.people.some((each) => each.id === me);
  if (isFull || !next) return <Note tone="plain" icon={isFull ? "plain" : "pass"} title={t(isFull ? "study.others" : "study.mine_done")} />;
  const take = async (photo: KeptPhoto): Promise<void> => {
    const said = await way.ask(photo);
    if (said === undefined) return;
    await act(async () => {
      if (photo.bytes) await sendBytes("PUT", `/api/photos/${photo.sha256}`, photo.bytes);
      return send<Study>("POST", `${path}/photos`, { id: newId(), ...next, photo_sha256: photo.sha256, sheet_id: sheet?.id, rotation_hint_deg: said[0] ?? null });
    });
  };
  return (
    <section class="card mine col">
      <h2>{t("study.next", { part: next.part, number: next.repeat, all: study.repeats })}</h2>
      <p>{t("study.next.how")}</p>
      {usable.length > 1 && <Select label={t("capture.sheet")} value={sheet?.id ?? ""} options={usable.map((each) => ({ value: each.id, label: each.serial }))} onInput={setSheet} />}
      {sheet ? <PhotoFile kind="alt" label={t("capture.take")} onPhoto={take} /> : <Note tone="care" icon="care" title={t("tools.no_sheet")}>{t("tools.no_sheet.todo")}</Note>}
      {way.window}
    </section>
  );
}

/** Who photographed which part how often. */
function Photos({ study }: { study: Study }): VNode {
  const refused = study.shots.filter((each) => each.refused);
  return (
    <section class="card col gap-s">
      <h2>{t("study.photos")}</h2>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t("study.photos")}>
        <table class="marks">
          <thead>
            <tr>
              <th scope="col">{t("study.part")}</th>
              {study.people.map((each) => <th scope="col" key={each.id}>{each.name}</th>)}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: study.parts }, (_, index) => index + 1).map((part) => (
              <tr key={part}>
                <th scope="row" class="num">{formatted(part)}</th>
                {study.people.map((person) => <td key={person.id}><Marks study={study} part={part} person_id={person.id} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {refused.map((each) => (
        <p class="s" key={each.id}>{t("study.refused", { part: each.part, number: each.repeat, why: knows(`refusal.${each.refused}`) ? t(`refusal.${each.refused}`) : t(`study.refused.${each.refused}`) })}</p>
      ))}
    </section>
  );
}

function Marks({ study, part, person_id }: { study: Study; part: number; person_id: string }): VNode {
  const shots = study.shots.filter((each) => each.part === part && each.person_id === person_id);
  const measured = shots.filter((each) => each.is_done && !each.refused).length;
  return (
    <span class="row" title={t("study.marks", { done: measured, all: study.repeats })}>
      <span class="hidden">{t("study.marks", { done: measured, all: study.repeats })}</span>
      {Array.from({ length: study.repeats }, (_, index) => shots.find((each) => each.repeat === index + 1)).map((shot, index) => (
        <Icon key={index} name={!shot ? "todo" : !shot.is_done ? "camera" : shot.refused ? "fail" : "pass"} />
      ))}
    </span>
  );
}

/** What the calliper reads on one part. */
function Values({ study, sizes, path, act }: SizesProps): VNode {
  const tools = useResource<Instrument[]>("/api/instruments");
  const usable = (tools.value ?? []).filter((each) => !each.is_overdue && each.type !== "reference_piece" && sizes.some((one) => one.unit === each.unit));
  const [tool_id, setTool] = useState("");
  const tool = usable.find((each) => each.id === tool_id) ?? usable[0];
  const next = Array.from({ length: study.parts }, (_, index) => index + 1).find((part) => sizes.some((one) => !study.references.some((each) => each.part === part && each.characteristic === one.code)));
  const [chosen, setChosen] = useState("");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const part = Number(chosen || next || 1);
  const known = (code: string): string => String(study.references.find((each) => each.part === part && each.characteristic === code)?.value ?? "");
  const numbers = Object.fromEntries(sizes.map((one) => [one.code, parseNumber(typed[one.code] ?? "")]).filter(([, value]) => value !== null));
  const save = async (): Promise<void> => {
    await act(() => send<Study>("PUT", `${path}/parts/${part}`, { instrument_id: tool?.id, values: numbers }));
    setTyped({});
    setChosen("");
  };
  return (
    <section class="card col">
      <h2>{t("study.values")}</h2>
      <p class="s dim">{t("study.values.how")}</p>
      <Select label={t("study.part")} value={String(part)} options={Array.from({ length: study.parts }, (_, index) => ({ value: String(index + 1), label: formatted(index + 1) }))} onInput={setChosen} />
      {usable.length > 0 && <Select label={t("study.values.instrument")} value={tool?.id ?? ""} options={usable.map((each) => ({ value: each.id, label: each.serial }))} onInput={setTool} />}
      {sizes.map((one) => (
        <Field key={one.code} label={named(one.names)} unit={one.unit} mode="decimal" value={typed[one.code] ?? ""} hint={known(one.code) ? t("study.value_is", { value: known(one.code) }) : undefined} onInput={(value) => setTyped({ ...typed, [one.code]: value })} />
      ))}
      <Alt whyNot={!tool ? t("tools.none") : Object.keys(numbers).length === 0 ? t("form.fill_all") : null} onPress={save}>{t("study.values.save", { part })}</Alt>
    </section>
  );
}

/** GRR on a gauge line of its own, bias on another. */
function OutcomeCard({ outcome, study, size }: { outcome: StudyOutcome; study: Study; size: Characteristic | null }): VNode {
  const unit = size?.unit ?? "mm";
  const round = (value: number | null, digits = 3): number => Number((value ?? 0).toFixed(digits));
  const isFinal = study.state === "closed";
  const decision = outcome.grade === "good" ? "pass" : outcome.grade === "unfit" ? "fail" : "undecided";
  return (
    <section class="card col gap-s">
      <div class="row wrap">
        {size && <Letter>{size.class}</Letter>}
        <h2 class="grow">{size ? named(size.names) : outcome.characteristic}</h2>
        {outcome.grade && <GradeTag grade={outcome.grade} />}
      </div>
      {outcome.grade === null && <p class="s">{whyNoGrade(outcome.reason)}</p>}
      {outcome.grade !== null && (
        <>
          <p class="s b">{t(`study.grr.${outcome.basis || "study"}`, { percent: round(outcome.percent, 1) })}</p>
          <Gauge limits={{ low: 0, high: 30 }} value={round(outcome.percent, 1)} unit="%" decision={decision} decimals={0} />
          <p class="s">{t("study.spread", { repeatability: round(outcome.repeatability), reproducibility: round(outcome.reproducibility), upper: round(outcome.grr_upper), unit })}</p>
          <p class="s b">{t("study.bias", { bias: statedValue(outcome.bias ?? 0, outcome.bias_u95 ?? 0, language.value), u: statedU(outcome.bias_u95 ?? 0, language.value), unit })}</p>
          {size?.lsl !== null && size?.lsl !== undefined && size.usl !== null && (
            <Gauge limits={{ low: -round((size.usl - size.lsl) * 0.15), high: round((size.usl - size.lsl) * 0.15) }} value={round(outcome.bias)} uncertainty={outcome.bias_u95} unit={unit} decision={decision} decimals={3} />
          )}
          <p class="s">{t(isFinal ? `study.grade.${outcome.grade}` : "study.so_far")}</p>
        </>
      )}
    </section>
  );
}
