/** Paths and screens. Matching is pure; the current path is a signal that follows the browser's history. */
import { signal } from "@preact/signals";

export type Params = Readonly<Record<string, string>>;

/** The parameters of a path if it has the form of a pattern such as "/visits/:visit/units/:unit", else null. */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split("/").filter(Boolean);
  const given = (path.split("?")[0] ?? "").split("/").filter(Boolean);
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

/** A path from a pattern. */
export function path(pattern: string, params: Params): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

/** The path inside the app of an address: "/app/visits" -> "/visits". */
export function insideApp(pathname: string, base: string): string {
  const inside = pathname.startsWith(base) ? pathname.slice(base.length) : pathname;
  return `/${inside.replace(/^\/+|\/+$/g, "")}`;
}

const BASE = "/app/";

/** Where we are, such as "/visits/0192...". */
export const here = signal<string>("/");
/** What stands after the question mark. */
export const query = signal<URLSearchParams>(new URLSearchParams());

function read(): void {
  here.value = insideApp(location.pathname, BASE);
  query.value = new URLSearchParams(location.search);
}

/** Follow the back button. */
export function startRouter(): void {
  read();
  addEventListener("popstate", read);
}

/** Go to a screen; `replace` leaves no step to come back to. */
export function go(to: string, how: "push" | "replace" = "push"): void {
  const address = BASE + to.replace(/^\//, "");
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  read();
  scrollTo(0, 0);
}

/** The address of a screen for a link. */
export function address(to: string): string {
  return BASE + to.replace(/^\//, "");
}
