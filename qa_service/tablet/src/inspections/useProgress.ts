/** Photos of a visit while they are measured: how far each is, and the visit anew when one is done. */
import { useEffect, useState } from "preact/hooks";
import { follow } from "../shell/stream.ts";
import { visitPath } from "./answering.ts";

/** One job as the stream tells it. */
export interface Measuring {
  readonly job_id: string;
  readonly state: "queued" | "running" | "done" | "failed";
  readonly done_steps: number;
  readonly all_steps: number;
  readonly unit_id: string | null;
  readonly item_code: string | null;
}

const GATHER_ms = 300;

/** Follow while `isOn`; `onNews` reads the visit again, once for several results that come together. */
export function useProgress(visit_id: string, isOn: boolean, onNews: () => void): ReadonlyMap<string, Measuring> {
  const [jobs, setJobs] = useState<ReadonlyMap<string, Measuring>>(new Map());
  useEffect(() => {
    if (!isOn) return;
    let timer: number | undefined;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(onNews, GATHER_ms);
    };
    const stop = follow(`${visitPath(visit_id)}/progress`, {
      onEvent: (name, data) => {
        const job = data as Measuring | null;
        if (job === null) return;
        setJobs((known) => new Map(known).set(job.job_id, job));
        if (name === "ended") soon();
      },
      onAsk: soon,
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [visit_id, isOn]);
  return jobs;
}
