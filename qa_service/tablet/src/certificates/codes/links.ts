/** GS1 Digital Links of any host: identifiers in the path, attributes in the query. Read, never opened. */
import { addValue, Gs1Fault, gtin14, readValue, type Values } from "./gs1.ts";

const LINK = /^https?:\/\/([^/?#]+)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/i;
const QUALIFIERS: Readonly<Record<string, readonly string[]>> = { "01": ["22", "10", "21"], "00": [] };
const ATTRIBUTES = ["11", "13", "15", "17", "30", "37"];

/** Whether a text is a web address at all. */
export function isLink(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** Host and values by application identifier. Throws Gs1Fault. */
export function readLink(text: string): { readonly host: string; readonly values: Values } {
  const found = LINK.exec(text);
  if (!found) throw new Gs1Fault("link");
  const values = pathValues((found[2] ?? "").replace(/^\/+|\/+$/g, "").split("/"));
  for (const part of (found[3] ?? "").split(/[&;]/)) {
    const at = part.indexOf("=");
    const ai = at < 0 ? part : part.slice(0, at);
    if (ATTRIBUTES.includes(ai)) add(values, ai, decoded(at < 0 ? "" : part.slice(at + 1)));
  }
  return { host: found[1] ?? "", values };
}

/** The last pair that names a thing begins the identifiers; what stands before belongs to the host. */
function pathValues(segments: readonly string[]): Map<string, string> {
  for (let start = segments.length - 2; start >= 0; start--) {
    const allowed = QUALIFIERS[segments[start] ?? ""];
    const rest = segments.slice(start);
    if (allowed === undefined || rest.length % 2 !== 0) continue;
    const names = rest.filter((_, at) => at % 2 === 0);
    if (!isInOrder(names.slice(1), allowed)) continue;
    const collected = new Map<string, string>();
    for (const [at, name] of names.entries()) add(collected, name, decoded(rest[2 * at + 1] ?? ""));
    return collected;
  }
  throw new Gs1Fault("link_path");
}

function isInOrder(names: readonly string[], allowed: readonly string[]): boolean {
  let next = 0;
  return names.every((name) => {
    const at = allowed.indexOf(name, next);
    next = at + 1;
    return at >= 0;
  });
}

function add(values: Map<string, string>, ai: string, value: string): void {
  addValue(values, ai, ai === "01" ? gtin14(value) : readValue(ai, value));
}

/** Percent signs of bytes of UTF-8; a sign that stands for no byte stays as it is. */
function decoded(value: string): string {
  try {
    return value.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => decodeURIComponent(run));
  } catch {
    throw new Gs1Fault("percent");
  }
}
