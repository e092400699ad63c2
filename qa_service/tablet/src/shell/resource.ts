/** What is read from the server: shown at once when it is known here, fetched again when a screen opens. */
import { signal, type Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { asProblem, get, type Problem } from "./api.ts";
import { onReturn } from "./reaching.ts";

interface Known {
  readonly value: unknown;
  readonly read_at: Date;
}

const known: Signal<ReadonlyMap<string, Known>> = signal(new Map());

export interface Resource<T> {
  readonly value: T | null;
  readonly read_at: Date | null;
  readonly problem: Problem | null;
  readonly isReading: boolean;
  readonly reload: () => Promise<void>;
}

/** Put an answer in the place of what was known, such as the new state after an action. */
export function remember(path: string, value: unknown): void {
  known.value = new Map(known.value).set(path, { value, read_at: new Date() });
}

/** What is known of a path now, without asking. */
export function peek<T>(path: string): T | null {
  return (known.value.get(path)?.value as T | undefined) ?? null;
}

/** Nothing read in the name of somebody else stays in sight. */
export function forgetAll(): void {
  known.value = new Map();
}

/** Read a path for a screen; null reads nothing. */
export function useResource<T>(path: string | null): Resource<T> {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isReading, setReading] = useState(false);
  const reload = async (): Promise<void> => {
    if (path === null) return;
    setReading(true);
    try {
      remember(path, await get<T>(path));
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setReading(false);
    }
  };
  useEffect(() => {
    void reload();
  }, [path]);
  // what got no answer is read again with the first one
  const isMissed = problem?.isAbsent === true;
  useEffect(() => (isMissed ? onReturn(() => void reload()) : undefined), [path, isMissed]);
  const found = path === null ? undefined : known.value.get(path);
  return { value: (found?.value as T | undefined) ?? null, read_at: found?.read_at ?? null, problem, isReading, reload };
}

/** Whether there is something to go by: it is known, or it was refused or not to be had. */
export function isSettled({ value, problem }: Resource<unknown>): boolean {
  return value !== null || problem !== null;
}
