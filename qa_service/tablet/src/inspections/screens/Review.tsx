/** The reviewer: verdict, photos beside the drawing; approve, or send back with a question. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Photo, photoAddress } from "../../shell/parts/Photo.tsx";
import { Note, Num } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { named, t } from "../../shell/words.ts";
import { visitPath } from "../answering.ts";
import type { Result, Verdict, Visit } from "../model.ts";
import { OutcomeTag, VisitLine } from "../parts.tsx";
import { asked, current } from "../progress.ts";
import { reasonText } from "../reasonText.ts";
import { serialOf, useVisit } from "../useVisit.ts";
import { Corrections } from "./Corrections.tsx";
import { FailedBefore } from "./FailedBefore.tsx";
import { ReferenceNote } from "./RoomPage.tsx";
import { VerdictPart } from "./Summary.tsx";
import { Undecided } from "./Undecided.tsx";

const MOST_SHOWN = 24;

/** The page. */
export default function Review({ params }: ScreenProps): VNode {
  const id = params["visit"] ?? "";
  const { resource, visit, characteristics } = useVisit(id);
  const verdict = useResource<Verdict>(`${visitPath(id)}/verdict`);
  const [review_id] = useState(newId);
  const [note, setNote] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const decide = (decision: "approve" | "return") => async (): Promise<void> => {
    try {
      await send("POST", `${visitPath(id)}/review`, { id: review_id, decision, note: note.trim(), password });
      await resource.reload();
      go("/");
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const isDue = visit?.state === "signed" || visit?.state === "submitted";
  const needsPassword = password === "" ? t("summary.password_first") : null;
  const actions = isDue ? (
    <>
      <Alt icon="undo" whyNot={note.trim() === "" ? t("review.note_first") : needsPassword} onPress={decide("return")}>{t("review.return")}</Alt>
      <Act icon="pen" whyNot={needsPassword} onPress={decide("approve")}>{t("review.approve")}</Act>
    </>
  ) : undefined;
  return (
    <Page title={t("review.title")} sub={visit ? <VisitLine visit={visit} /> : undefined} back="/" actions={actions}>
      <div class="col">
        <Reading of={resource} />
        <div class="two">
          <div class="col">
            {verdict.value && <VerdictPart verdict={verdict.value} />}
            {visit && visit.reference !== "no_photos" && <ReferenceNote state={visit.reference} isOpen={false} />}
            {visit && <Undecided visit={visit} characteristics={characteristics} isOpen={false} />}
            {visit && <Corrections visit={visit} />}
            {visit && <FailedBefore visit={visit} characteristics={characteristics} />}
            {visit && <ToLookAt visit={visit} />}
          </div>
          <div class="col">
            {visit && !isDue && <Note tone="plain" icon="seal" title={t(`visit.state.${visit.state}`)} />}
            <Trouble problem={problem} />
            {isDue && (
              <>
                <div class="card"><Field label={t("review.note")} hint={t("review.note.hint")} value={note} lines={4} onInput={setNote} /></div>
                <SignCard meaning={t("review.meaning")} after={t("review.meaning.after")} password={password} onPassword={setPassword} />
              </>
            )}
          </div>
        </div>
      </div>
    </Page>
  );
}

/** Answers with photos, all that did not pass and all that is odd: failed and undecided ones first, then odd ones. */
function ToLookAt({ visit }: { visit: Visit }): VNode {
  const rank = (result: Result): number => (result.outcome === "fail" ? 0 : result.outcome !== "pass" ? 1 : result.flags ? 2 : 3);
  const toLookAt = current(visit.results).filter((each) => each.photo_sha256s.length > 0 || each.outcome !== "pass" || each.flags).sort((a, b) => rank(a) - rank(b));
  const seen = new Set<string>();
  const shown = toLookAt.filter((each) => {
    const key = `${each.unit_id}/${each.item_code}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return (
    <section class="card col">
      <h2>{t("review.evidence")}</h2>
      {shown.length === 0 && <p>{t("review.no_photos")}</p>}
      <div class="thumbs">
        {shown.slice(0, MOST_SHOWN).map((each) => (
          <OneResult key={each.id} visit={visit} result={each} />
        ))}
      </div>
      {shown.length > MOST_SHOWN && <p class="s dim">{t("review.more", { count: shown.length - MOST_SHOWN })}</p>}
    </section>
  );
}

function OneResult({ visit, result }: { visit: Visit; result: Result }): VNode {
  const item = asked(visit).find((each) => each.code === result.item_code);
  const words = `${serialOf(visit, result.unit_id)} ${named(item?.names)}`;
  const sha256 = result.photo_sha256s[0];
  const why = reasonText(result);
  return (
    <div class="col gap-s">
      {sha256 && <Photo src={result.measurement_id && !result.reason?.startsWith("refused:") ? `/api/measurements/${result.measurement_id}/overlay.jpg` : photoAddress(sha256, "thumb")} full={photoAddress(sha256, "full")} alt={words} />}
      <p class="s"><b><Num>{serialOf(visit, result.unit_id)}</Num></b> {named(item?.names)}</p>
      <div><OutcomeTag outcome={result.outcome} /></div>
      {why && <p class="s">{why}</p>}
      {result.flags.split(",").filter(Boolean).map((each) => <p class="s" key={each}><Icon name="care" tone="care" /> {t(`flag.${each}`)}</p>)}
    </div>
  );
}
