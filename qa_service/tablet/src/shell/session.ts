/** Who is signed in, and what this installation is. */
import { computed, signal } from "@preact/signals";
import { asProblem, csrf, get, send } from "./api.ts";
import { offerLanguage } from "./words.ts";

export type Role = "maker" | "inspector" | "reviewer" | "design_owner" | "issuer" | "receiver" | "auditor" | "admin";

export interface Organisation {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly place: string;
  readonly maker_number: number | null;
}

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly language: string;
  readonly organisation_id: string;
  readonly roles: readonly Role[];
  readonly closed_at: string | null;
}

export interface Session {
  readonly signed_in: boolean;
  readonly person: Person | null;
  readonly organisation: Organisation | null;
  readonly roles: readonly Role[];
  readonly csrf: string;
  readonly demo: boolean;
  readonly first_start: boolean;
  readonly label_host: string;
}

/** null until the server has been asked. */
export const session = signal<Session | null>(null);
export const isDemo = computed(() => session.value?.demo ?? false);

const KEPT = "qa.session";

function take(answer: Session): void {
  csrf.value = answer.csrf;
  session.value = answer;
  try {
    localStorage.setItem(KEPT, JSON.stringify(answer));
  } catch {
    // a browser that keeps nothing starts without network as nobody
  }
}

/** Who was here last, for a start without network; nobody where that is not known. */
function lastSession(): Session {
  const nobody: Session = { signed_in: false, person: null, organisation: null, roles: [], csrf: "", demo: false, first_start: false, label_host: "" };
  try {
    return { ...nobody, ...(JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Session>) };
  } catch {
    return nobody;
  }
}

/** Whether the person signed in holds one of the roles. */
export function hasRole(...roles: readonly Role[]): boolean {
  return roles.some((each) => session.value?.roles.includes(each));
}

/** Ask who we are; without network it is who was here last. */
export async function refreshSession(): Promise<void> {
  try {
    take(await get<Session>("/api/session"));
  } catch (thrown) {
    if (!asProblem(thrown).isAbsent || session.value !== null) throw thrown;
    const last = lastSession();
    csrf.value = last.csrf;
    session.value = last;
  }
}

/** Sign in; raises the Problem. */
export async function signIn(login: string, password: string): Promise<void> {
  take(await send<Session>("POST", "/api/session", { login, password }));
  await offerLanguage(session.value?.person?.language ?? "en");
}

/** Sign out here. */
export async function signOut(): Promise<void> {
  await send("DELETE", "/api/session");
  await refreshSession();
}
