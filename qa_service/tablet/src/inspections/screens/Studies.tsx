/** Gauge studies: how an inspection body proves its own set-up; the list, and a new one. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Design, DesignRow, Revision } from "../../checklists/model.ts";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { parseNumber } from "../../shell/numbers.ts";
import { Act } from "../../shell/parts/Button.tsx";
import { Field, Select, Tick } from "../../shell/parts/Fields.tsx";
import { Go } from "../../shell/parts/Button.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Letter, Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { day, named, t } from "../../shell/words.ts";
import type { Sheet, Study, StudyRow } from "../model.ts";
import { GradeTag } from "../parts.tsx";

const LEAST = { parts: 5, inspectors: 2, repeats: 2 } as const;
const MOST = { parts: 15, inspectors: 5, repeats: 5 } as const;
type Size = keyof typeof LEAST;
const SIZES: readonly Size[] = ["parts", "inspectors", "repeats"];

/** The list. */
export default function Studies(): VNode {
  const studies = useResource<StudyRow[]>("/api/gauge-studies");
  return (
    <Page title={t("study.title")} back="/" actions={<Act icon="plus" onPress={() => go("/studies/new")}>{t("study.new")}</Act>}>
      <div class="narrow col">
        <p>{t("study.what")}</p>
        <Reading of={studies} />
        {studies.value?.length === 0 && <Note tone="plain" icon="plain" title={t("study.none")}>{t("study.none.todo")}</Note>}
        {(studies.value ?? []).map((each) => (
          <div class="card col gap-s" key={each.id}>
            <div class="row wrap">
              <h2 class="grow"><Go to={`/studies/${each.id}`}>{`${named(each.names)} ${each.revision_label}`}</Go></h2>
              <StudyTag study={each} />
            </div>
            <p class="s dim"><Num>{each.sheet}</Num>{each.camera && <> · <Num>{each.camera}</Num></>}</p>
            <p class="s">{t("study.photos_done", { done: each.photos_done, all: each.parts * each.inspectors * each.repeats })}</p>
            {each.expires_on && <p class="s">{t(each.is_expired ? "study.expired" : "study.until", { date: day(each.expires_on) })}</p>}
            <div class="row wrap">{Object.entries(each.grades).map(([code, grade]) => <span class="row" key={code}><span class="s">{code}</span><GradeTag grade={grade} /></span>)}</div>
          </div>
        ))}
      </div>
    </Page>
  );
}

/** Open, in force or past its date. */
export function StudyTag({ study }: { study: StudyRow }): VNode {
  if (study.state === "open") return <Tag tone="blue" icon="gauge">{t("study.state.open")}</Tag>;
  return study.is_expired ? <Tag tone="care" icon="care">{t("study.state.expired")}</Tag> : <Tag tone="plain" icon="seal">{t("study.state.closed")}</Tag>;
}

/** Begin a study: design, sizes, sheet, how many of each. */
export function NewStudy(): VNode {
  const designs = useResource<DesignRow[]>("/api/designs");
  const sheets = useResource<Sheet[]>("/api/sheets");
  const [id] = useState(newId);
  const [design_id, setDesign] = useState("");
  const [sheet_id, setSheet] = useState("");
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [counts, setCounts] = useState<Readonly<Record<Size, string>>>({ parts: "10", inspectors: "3", repeats: "3" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const design = useResource<Design>(design_id ? `/api/designs/${design_id}` : null);
  const released = design.value?.revisions.find((each) => each.state === "released") ?? null;
  const revision = useResource<Revision>(released ? `/api/revisions/${released.id}` : null);
  const byPhoto = (revision.value?.characteristics ?? []).filter((each) => each.method === "photo_dimension" && each.refs !== null);
  const usable = (sheets.value ?? []).filter((each) => each.state === "in_service");
  const sheet = usable.find((each) => each.id === sheet_id) ?? usable[0];
  const chosen = codes.filter((code) => byPhoto.some((each) => each.code === code));
  const isFine = (size: Size): boolean => {
    const count = parseNumber(counts[size]);
    return count !== null && Number.isInteger(count) && count >= LEAST[size] && count <= MOST[size];
  };
  const photos = SIZES.every(isFine) ? SIZES.reduce((product, size) => product * (parseNumber(counts[size]) ?? 0), 1) : null;
  const begin = async (): Promise<void> => {
    try {
      const numbers = Object.fromEntries(SIZES.map((size) => [size, parseNumber(counts[size])]));
      const study = await send<Study>("POST", "/api/gauge-studies", { id, revision_id: released?.id, characteristics: chosen, sheet_id: sheet?.id, ...numbers });
      go(`/studies/${study.id}`, "replace");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const whyNot = !released ? t("study.choose_design") : chosen.length === 0 ? t("study.choose_size") : !sheet ? t("tools.no_sheet") : photos === null ? t("study.counts.wrong") : null;
  return (
    <Page title={t("study.new")} back="/studies" actions={<Act whyNot={whyNot} onPress={begin}>{photos === null ? t("study.begin") : t("study.begin_with", { count: photos })}</Act>}>
      <div class="narrow col">
        <Trouble problem={problem} />
        <Reading of={designs} />
        <Select label={t("study.design")} value={design_id} empty={t("study.choose_design")} options={(designs.value ?? []).filter((each) => each.newest).map((each) => ({ value: each.id, label: named(each.names) }))} onInput={setDesign} />
        {revision.value && (
          <section class="card col gap-s">
            <h2>{t("study.sizes")}</h2>
            {byPhoto.length === 0 && <p>{t("study.no_sizes")}</p>}
            {byPhoto.map((each) => (
              <Tick key={each.code} checked={codes.includes(each.code)} onChange={(on) => setCodes(on ? [...codes, each.code] : codes.filter((code) => code !== each.code))}>
                <Letter>{each.class}</Letter> {named(each.names)}
              </Tick>
            ))}
          </section>
        )}
        {usable.length > 0 && <Select label={t("capture.sheet")} value={sheet?.id ?? ""} options={usable.map((each) => ({ value: each.id, label: `${each.name} ${each.serial}` }))} onInput={setSheet} />}
        {SIZES.map((size) => (
          <Field key={size} label={t(`study.${size}`)} mode="numeric" value={counts[size]} hint={t("study.from_to", { low: LEAST[size], high: MOST[size] })} onInput={(value) => setCounts({ ...counts, [size]: value })} />
        ))}
      </div>
    </Page>
  );
}
