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
import { follow } from "../../shell/stream.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { t } from "../../shell/words.ts";
import { visitPath } from "../answering.ts";
import type { Visit } from "../model.ts";
import { nextOpen, type Place } from "../progress.ts";
import { placeOf, placePath, useVisit } from "../useVisit.ts";
import { readJob, type Job } from "./captureParts.tsx";

const ASK_EVERY_ms = 1000;

/** Waits for the job; the person may go on meanwhile. */
export default function Measuring({ params }: ScreenProps): VNode {
  const id = params["visit"] ?? "";
  const place = placeOf(params["unit"], params["item"]);
  const { visit, local } = useVisit(id);
  const [job, setJob] = useState<Job | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => followJob(query.value.get("job") ?? "", id, place, setJob, setProblem), []);
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

/** Hear of the job by the stream of the visit, or ask for it now and then. */
function followJob(job_id: string, visit_id: string, place: Place, tell: (job: Job) => void, tellProblem: (problem: Problem | null) => void): () => void {
  let isGone = false;
  const ended = async (job: Job): Promise<void> => {
    tell(job);
    tellProblem(null);
    if (job.state !== "done") return;
    remember(visitPath(visit_id), await get<Visit>(visitPath(visit_id)));
    if (!isGone) go(placePath(visit_id, place), "replace");
  };
  const ask = async (): Promise<void> => {
    try {
      const job: Job = job_id ? await readJob(job_id) : { state: "done", done_steps: 1, all_steps: 1, fault: null };
      if (!isGone) await ended(job);
    } catch (thrown) {
      if (!isGone) tellProblem(asProblem(thrown));
    }
  };
  const stop = follow(`${visitPath(visit_id)}/progress`, {
    onEvent: (_, data) => {
      const job = data as (Job & { readonly job_id: string }) | null;
      if (!isGone && job?.job_id === job_id) void ended(job).catch((thrown: unknown) => tellProblem(asProblem(thrown)));
    },
    onAsk: () => void ask(),
    askEvery_ms: ASK_EVERY_ms,
  });
  if (!job_id) void ask();
  return () => {
    isGone = true;
    stop();
  };
}
