// Writes the list of all built files, and a version made from their content, into the service worker.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const LEFT_OUT = ["sw.js"];

/** All files below a folder, sorted, with forward slashes. */
export function filesBelow(folder, at = folder) {
  return readdirSync(at)
    .flatMap((name) => (statSync(join(at, name)).isDirectory() ? filesBelow(folder, join(at, name)) : [relative(folder, join(at, name))]))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => !LEFT_OUT.includes(name))
    .sort();
}

const out = process.argv[2];
if (out) {
  const files = filesBelow(out);
  const hash = createHash("sha256");
  for (const name of files) hash.update(name).update(readFileSync(join(out, name)));
  const worker = readFileSync(join(out, "sw.js"), "utf8");
  if (!worker.includes("__FILES__") || !worker.includes("__VERSION__")) throw new Error("the service worker has no place for the list of files");
  writeFileSync(join(out, "sw.js"), worker.replace("__FILES__", files.join(" ")).replace("__VERSION__", hash.digest("hex").slice(0, 16)));
}
