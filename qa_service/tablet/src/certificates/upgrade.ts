/** The page behind a label, once this phone has checked the signature itself: plate and sentences change in place. */
import { ago, day, knows, language, LANGUAGES, loadWords, moment, t } from "../shell/words.ts";
import { judge, moreCareful } from "./judging.ts";
import { knowledgeOf, lastTaken, openTrust, sync, trusted, waiting } from "./kit/device.ts";
import type { Report, VerdictCode } from "./model.ts";
import { openedText } from "./opened.ts";
import { doCode, saidCode } from "./said.ts";
import { plateOf } from "./verdicts.ts";

/** Symbols of the page by the names of the app. */
const SYMBOLS: Readonly<Record<string, string>> = { pass: "pass", care: "care", fail: "stop", ask: "unsure", plain: "record" };

/** Check the address of this page and say it on the page; without a signed part the page stays as the server wrote it. */
export async function upgrade(page: Document, address: Location): Promise<void> {
  const plate = page.getElementById("plate"), said = page.getElementById("said");
  if (address.hash.length < 2 || !plate || !said) return;
  await openTrust();
  const isPinned = trusted.value !== null;
  await Promise.all([sync(new Date()), loadWords(LANGUAGES.find((each) => each === page.documentElement.lang) ?? "en")]);
  if (isPinned && lastTaken.value === "other_root") return tell(plate, said, { verdict: "cannot_verify", reason: "other_root" });
  const state = trusted.value ?? waiting.value?.trusted ?? null;
  const report = await judge(openedText(address, state?.trust_list?.value.host ?? null), knowledgeOf(state, isPinned), new Date());
  if (report.verdict === "cannot_verify" && state === null) return;
  const record = plate.dataset["verdict"] as VerdictCode;
  tell(plate, said, record === "on_record" ? report : moreCareful(report, { ...report, verdict: record, reason: "" }));
}

type Told = Pick<Report, "verdict" | "reason"> & Partial<Report>;

function tell(plate: HTMLElement, said: HTMLElement, told: Told): void {
  const { tone, icon, words } = plateOf({ signature_checked: false, concession: false, ...told });
  plate.className = `plate ${tone}`;
  plate.dataset["verdict"] = told.verdict;
  plate.querySelector("use")?.setAttribute("href", `#${SYMBOLS[icon] ?? "record"}`);
  const headline = plate.querySelector("h1");
  if (headline) headline.textContent = t(`verdict.${words}.headline`);
  said.className = `said ${tone}`;
  const details = { issuer: told.issuer?.name ?? "", moment: moment(told.status_as_of), ago: ago(told.status_as_of), date: day(told.status_as_of), expires: day(told.expires_on) };
  const title = said.querySelector(".do b")?.textContent ?? t("label.what_to_do"); // as the server wrote it
  said.replaceChildren(line(t(saidCode(told, words, knows), details)), advice(title, t(doCode(told, words, knows))));
  for (const each of [told.action, told.contact]) {
    if (each) said.append(line(each));
  }
}

function line(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function advice(heading: string, text: string): HTMLElement {
  const made = line("");
  made.className = "do";
  const title = document.createElement("b");
  title.textContent = heading;
  made.append(title, ` ${text}`);
  made.lang = language.value;
  return made;
}
