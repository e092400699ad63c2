/** Server-sent events of one path, with asking now and then where no stream can be had. */

export interface Following {
  /** one message: its name and its JSON */
  readonly onEvent: (name: string, data: unknown) => void;
  /** there may be news: asked for while no stream runs */
  readonly onAsk: () => void;
  readonly askEvery_ms?: number;
}

const ASK_EVERY_ms = 3000;
const NAMES = ["progress", "ended"] as const;

/** Follow a path until told to stop. The browser comes back by itself with the last id it saw. */
export function follow(path: string, { onEvent, onAsk, askEvery_ms = ASK_EVERY_ms }: Following): () => void {
  let timer: number | undefined;
  let source: EventSource | null = null;
  const askInstead = (): void => {
    source?.close();
    source = null;
    timer ??= setInterval(onAsk, askEvery_ms);
  };
  if (typeof EventSource === "undefined") askInstead();
  else {
    source = new EventSource(path);
    for (const name of NAMES) source.addEventListener(name, (event) => onEvent(name, parsed((event as MessageEvent<string>).data)));
    // nothing more is being measured: without this the browser would come back for ever
    source.addEventListener("end", () => {
      source?.close();
      onAsk();
    });
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) askInstead();
    });
  }
  return () => {
    source?.close();
    clearInterval(timer);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
