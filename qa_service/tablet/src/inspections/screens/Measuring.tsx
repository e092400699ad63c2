/** While the server measures a photo: what it does and how far; then the result. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem, get, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { remember } from "../../shell/resource.ts";
import { go, query } from "../../shell/router.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { t } from "../../shell/words.ts";
import { visitPath } from "../answering.ts";
import type { Visit } from "../model.ts";
import { nextOpen, type Place } from "../progress.ts";
import { placeOf, placePath, useVisit } from "../useVisit.ts";
import { readJob, type Job } from "./captureParts.tsx";

const ASK_EVERY_ms = 500;

/** Waits for the job; the person may go on meanwhile. */
export default function Measuring({ params }: ScreenProps): VNode {
  const id = params["visit"] ?? "";
  const place = placeOf(params["unit"], params["item"]);
  const { visit, local } = useVisit(id);
  const [job, setJob] = useState<Job | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => follow(query.value.get("job") ?? "", id, place, setJob, setProblem), []);
  const share = job && job.all_steps > 0 ? job.done_steps / job.all_steps : 0.1;
  const goOn = (): void => {
    const next = visit ? nextOpen(visit, local, place) : null;
    go(next ? placePath(id, next) : `/visits/${id}`);
  };
  const actions = (
    <>
      {job?.state === "failed" && <Alt icon="camera" onPress={() => go(`${placePath(id, place)}?photo=again`)}>{t("result.new_photo")}</Alt>}
      <Act iconAfter="next" onPress={goOn}>{t("measuring.go_on")}</Act>
    </>
  );
  return (
    <Page kind="measuring" title={t("measuring.title")} back={`/visits/${id}`} progress={share} actions={actions}>
      <div class="narrow col">
        <Trouble problem={problem} />
        {job?.state === "failed" ? (
          <Note tone="stop" icon="fail" title={t("measuring.failed")}>{t("measuring.failed.todo")}</Note>
        ) : (
          <Note tone="blue" icon="ruler" title={t("measuring.now")}>
            <p role="status">{job && job.all_steps > 0 ? t("measuring.steps", { done: job.done_steps, all: job.all_steps }) : t("measuring.queued")}</p>
          </Note>
        )}
      </div>
    </Page>
  );
}

function follow(job_id: string, visit_id: string, place: Place, tell: (job: Job) => void, tellProblem: (problem: Problem | null) => void): () => void {
  let isGone = false;
  let timer: number | undefined;
  const ask = async (): Promise<void> => {
    try {
      const job: Job = job_id ? await readJob(job_id) : { state: "done", done_steps: 1, all_steps: 1, fault: null };
      if (isGone) return;
      tell(job);
      tellProblem(null);
      if (job.state === "done") {
        remember(visitPath(visit_id), await get<Visit>(visitPath(visit_id)));
        if (!isGone) go(placePath(visit_id, place), "replace");
        return;
      }
      if (job.state === "failed") return;
    } catch (thrown) {
      tellProblem(asProblem(thrown));
    }
    if (!isGone) timer = setTimeout(() => void ask(), ASK_EVERY_ms);
  };
  void ask();
  return () => {
    isGone = true;
    clearTimeout(timer);
  };
}
