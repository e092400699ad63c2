/** The vectors that Python reads too: tests/vectors/*.json. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export { knowledgeOf, type Given } from "./knowing.ts";

/** The folder of the project, from the source of this file and from its compiled form alike. */
function project(): string {
  for (let up = "../../"; up.length < 40; up += "../") {
    const path = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(`${path}pyproject.toml`)) return path;
  }
  throw new Error("the vectors are not here");
}

/** A file of vectors. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(`${project()}tests/vectors/${name}`, "utf8")) as T;
}
