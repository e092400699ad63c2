/** The server, spoken to in one place: JSON, the csrf text, and refusals as values with a stable code. */
import { signal } from "@preact/signals";
import { language } from "./words.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A refusal as the server words it (RFC 9457), or the absence of the server. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly title: string,
    readonly status: number,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }

  /** No answer at all: no network, or the server is not there. Worth trying again. */
  get isAbsent(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export const csrf = signal("");
/** Whether the last request got an answer. */
export const isReachable = signal(true);

/** Any thrown thing as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem("app.fault", "", -1, { message: String(thrown) });
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as { code?: string; title?: string; details?: Record<string, unknown> };
    return new Problem(body.code ?? "server.fault", body.title ?? "", answer.status, body.details ?? {});
  } catch {
    return new Problem("server.fault", "", answer.status);
  }
}

async function request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("accept-language", language.value);
  headers.set("accept", "application/json, */*");
  if (method !== "GET" && csrf.value) headers.set("x-qa-csrf", csrf.value);
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, method, headers, credentials: "same-origin" });
  } catch {
    isReachable.value = false;
    throw new Problem("network.absent", "", 0);
  }
  isReachable.value = true;
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

async function bodyOf<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  return (text ? JSON.parse(text) : null) as T;
}

/** Read. */
export async function get<T>(path: string): Promise<T> {
  return bodyOf<T>(await request("GET", path));
}

/** Send JSON. The body carries the id made on this device, so sending it twice is harmless. */
export async function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<T> {
  const init: RequestInit = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  return bodyOf<T>(await request(method, path, init));
}

/** Send bytes as they are. */
export async function sendBytes<T>(method: "POST" | "PUT", path: string, bytes: Blob): Promise<T> {
  return bodyOf<T>(await request(method, path, { body: bytes, headers: { "content-type": bytes.type || "application/octet-stream" } }));
}

/** Whether the server answers at all, asked without waiting for long; `isReachable` then says so, too. */
export async function isAnswering(): Promise<boolean> {
  try {
    await request("GET", "/healthz", { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    return true;
  } catch (thrown) {
    return asProblem(thrown).status > 0;
  }
}

/** Read bytes. */
export async function getBytes(path: string): Promise<Blob> {
  return (await request("GET", path)).blob();
}

/** Read a document, and the language that its words are in; "" where it does not say. */
export async function getDocument(path: string): Promise<{ readonly bytes: Blob; readonly language: string }> {
  const answer = await request("GET", path);
  return { bytes: await answer.blob(), language: answer.headers.get("content-language") ?? "" };
}
