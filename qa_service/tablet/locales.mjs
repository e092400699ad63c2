// Words for the tablet: <package>/locales/<language>.po and <language>.screens.po -> <out>/<language>.json.
// A message is a text, or for a plural an object keyed by the categories of Intl.PluralRules.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGES = ["qa_service", "checklists", "inspections", "certificates"];
// the order of msgstr[n] in gettext, by language
const CATEGORIES = {
  en: ["one", "other"],
  fr: ["one", "other"],
  sw: ["one", "other"],
  ar: ["zero", "one", "two", "few", "many", "other"],
};
const SERVER_ONLY = /^(problem|document|pdf)\./;
// "yes" in the words of a language when every file of it names a native speaker who read it
const REVIEWED = "language.is_reviewed";

/** Whether the header of one .po text names who reviewed it. */
export function isReviewed(text) {
  return /^"X-Reviewed-By:[ \t]*[^\s\\"]/im.test(text.split(/\n\s*\n/)[0]);
}

/** The messages of one .po text: {id: text | [plural texts]}. Fuzzy and empty ones are left out. */
export function parsePo(text) {
  const messages = {};
  for (const block of text.split(/\n\s*\n/)) {
    if (/^#,.*\bfuzzy\b/m.test(block)) continue;
    const fields = fieldsOf(block);
    const id = fields.msgid;
    if (!id) continue;
    const plurals = Object.keys(fields).filter((key) => key.startsWith("msgstr[")).sort();
    if (plurals.length > 0) {
      const texts = plurals.map((key) => fields[key]);
      if (texts.every(Boolean)) messages[id] = texts;
    } else if (fields.msgstr) {
      messages[id] = fields.msgstr;
    }
  }
  return messages;
}

function fieldsOf(block) {
  const fields = {};
  let current = null;
  for (const line of block.split("\n")) {
    const keyed = line.match(/^(msgid_plural|msgid|msgstr(?:\[\d\])?|msgctxt)\s+(".*")\s*$/);
    const more = line.match(/^(".*")\s*$/);
    if (keyed) {
      current = keyed[1];
      fields[current] = JSON.parse(keyed[2]);
    } else if (more && current) {
      fields[current] += JSON.parse(more[1]);
    }
  }
  return fields;
}

/** All words of one language, plurals keyed by category. */
export function wordsOf(language, root = ROOT) {
  const words = {};
  let unread = 0;
  for (const name of PACKAGES) {
    for (const file of [`${language}.po`, `${language}.screens.po`]) {
      const path = join(root, name, "locales", file);
      if (!existsSync(path)) continue;
      const source = readFileSync(path, "utf8");
      if (language !== "en" && !isReviewed(source)) unread += 1;
      for (const [id, text] of Object.entries(parsePo(source))) {
        if (SERVER_ONLY.test(id)) continue;
        words[id] = Array.isArray(text)
          ? Object.fromEntries(text.map((each, index) => [CATEGORIES[language][index], each]))
          : text;
      }
    }
  }
  if (unread === 0 && Object.keys(words).length > 0) words[REVIEWED] = "yes";
  return words;
}

const out = process.argv[2];
if (out) {
  mkdirSync(out, { recursive: true });
  for (const language of Object.keys(CATEGORIES)) {
    writeFileSync(join(out, `${language}.json`), JSON.stringify(wordsOf(language)));
  }
}
