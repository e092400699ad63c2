/** Times of checking one label: `node timing.js IN OUT`. Run by tests/benchmarks/verification_app.py; nothing is asserted. */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { measured, type Asked } from "./measuring.ts";

const [, , source = "", target = ""] = argv;
writeFileSync(target, JSON.stringify(await measured(JSON.parse(readFileSync(source, "utf8")) as Asked)));
