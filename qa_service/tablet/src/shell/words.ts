/** Words for codes, in the language of the person. A code without a text is shown as the code itself. */
import { computed, signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import { formatNumber, locale } from "./numbers.ts";

export const LANGUAGES = ["en", "fr", "sw", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;
export type Catalogue = Readonly<Record<string, Message>>;
export type Details = Readonly<Record<string, string | number>>;

export const language = signal<Language>("en");
const words = signal<Catalogue>({});
const fallback = signal<Catalogue>({});

/** The direction in which a language is written. */
export function directionOf(code: Language): "ltr" | "rtl" {
  return code === "ar" ? "rtl" : "ltr";
}

/** The text of a message for a count, before details are filled in. */
export function pick(message: Message, count: number | undefined, code: string): string {
  if (typeof message === "string") return message;
  const category = new Intl.PluralRules(code).select(count ?? 0);
  return message[category] ?? message.other ?? Object.values(message)[0] ?? "";
}

function pattern(code: string, details: Details): string {
  const found = words.value[code];
  const count = typeof details["count"] === "number" ? details["count"] : undefined;
  if (found !== undefined) return pick(found, count, language.value);
  return pick(fallback.value[code] ?? code, count, "en");
}

function shown(value: string | number): string {
  return typeof value === "number" ? formatNumber(value, language.value) : value;
}

/** The sentence of a code with details filled in; numbers in the digits of the language. */
export function t(code: string, details: Details = {}): string {
  return pattern(code, details).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    return value === undefined ? whole : shown(value);
  });
}

/** The same with pieces of the page as details, such as a bold name. */
export function rich(code: string, details: Readonly<Record<string, ComponentChild>>, count?: number): ComponentChild[] {
  const plain: Details = count === undefined ? {} : { count };
  return pattern(code, plain)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = part.match(/^\{(\w+)\}$/)?.[1];
      if (name === undefined) return part;
      return details[name] ?? (name === "count" && count !== undefined ? shown(count) : part);
    });
}

/** Whether there is a text for a code. */
export function knows(code: string): boolean {
  return code in words.value || code in fallback.value;
}

/** The name in the reader's language out of {en, fr, sw, ar}. */
export function named(names: Readonly<Partial<Record<string, string>>> | string | null | undefined): string {
  if (names === null || names === undefined) return "";
  if (typeof names === "string") return names;
  return names[language.value] || names["en"] || Object.values(names)[0] || "";
}

/** A number in the digits of the reader. */
export function formatted(value: number): string {
  return formatNumber(value, language.value);
}

/** A unit as it is written after a number: "degC" is "°C"; one that has no word here stands as it is. */
export function unitWord(unit: string | null | undefined): string {
  if (!unit) return "";
  return knows(`unit.short.${unit}`) ? t(`unit.short.${unit}`) : unit;
}

/** A day such as "22 Nov 2026". */
export function day(moment: string | Date | null | undefined): string {
  if (!moment) return "";
  const format = new Intl.DateTimeFormat(locale(language.value), { day: "numeric", month: "short", year: "numeric" });
  return format.format(new Date(moment));
}

/** A day and minute such as "22 Nov 2026, 09:10". */
export function moment(value: string | Date | null | undefined): string {
  if (!value) return "";
  const format = new Intl.DateTimeFormat(locale(language.value), {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
  });
  return format.format(new Date(value));
}

const DAY_ms = 86_400_000;

/** How long ago in whole days: "today", "yesterday", "12 days ago". */
export function ago(value: string | Date | null | undefined): string {
  if (!value) return "";
  const days = Math.max(0, Math.floor((Date.now() - new Date(value).getTime()) / DAY_ms));
  return new Intl.RelativeTimeFormat(locale(language.value), { numeric: "auto" }).format(-days, "day");
}

/** A clock time such as "07:42". */
export function clock(value: Date): string {
  return new Intl.DateTimeFormat(locale(language.value), { hour: "2-digit", minute: "2-digit", hour12: false }).format(value);
}

/** Today as a heading: "Sunday 22 November". */
export function longDay(value: Date): string {
  return new Intl.DateTimeFormat(locale(language.value), { weekday: "long", day: "numeric", month: "long" }).format(value);
}

/** Whether the language chosen has no texts here, so that English is shown. */
export const isUntranslated = computed(() => language.value !== "en" && Object.keys(words.value).length * 2 < Object.keys(fallback.value).length);

/** Whether the words shown were not yet read by a native speaker; the build says where they were. */
export const isUnreviewed = computed(() => language.value !== "en" && !isUntranslated.value && !("language.is_reviewed" in words.value));

/** Said in the language itself, because its own texts are what is missing. */
export const UNTRANSLATED: Readonly<Record<Language, string>> = {
  en: "",
  fr: "Pas encore traduit : textes en anglais.",
  sw: "Bado haijatafsiriwa: maneno ni ya Kiingereza.",
  ar: "لم تُترجم بعد: النصوص بالإنجليزية.",
};

/** Set words directly; the tests and the public page use it. */
export function useWords(code: Language, catalogue: Catalogue, english: Catalogue): void {
  words.value = catalogue;
  fallback.value = english;
  language.value = code;
}

const STORED = "qa.language";

async function fetched(code: Language): Promise<Catalogue> {
  const answer = await fetch(`/app/locales/${code}.json`);
  return answer.ok ? ((await answer.json()) as Catalogue) : {};
}

/** Load the words of a language, English beneath them. */
export async function loadWords(code: Language): Promise<void> {
  const english = Object.keys(fallback.value).length > 0 ? fallback.value : await fetched("en");
  useWords(code, code === "en" ? english : await fetched(code), english);
}

/** Change the language: words, `lang` and `dir` of the page; kept on this device. */
export async function changeLanguage(code: Language): Promise<void> {
  await loadWords(code);
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}

/** A person chose: keep it on this device. */
export async function chooseLanguage(code: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, code);
  } catch {
    // a browser that keeps nothing still shows the words
  }
  await changeLanguage(code);
}

/** Change to the language of a person, if there are words in it; a choice on this device is left alone. */
export async function offerLanguage(code: string): Promise<void> {
  const wanted = LANGUAGES.find((each) => each === code);
  if (!wanted || wanted === language.value || wasChosen()) return;
  if (wanted === "en" || Object.keys(await fetched(wanted)).length > 0) await changeLanguage(wanted);
}

function wasChosen(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    return false;
  }
}

/** The language chosen on this device, else the browser's, else English. */
export function firstLanguage(kept: string | null, offered: readonly string[]): Language {
  const wanted = [kept ?? "", ...offered].map((each) => each.slice(0, 2).toLowerCase());
  return LANGUAGES.find((each) => each === wanted.find((code) => (LANGUAGES as readonly string[]).includes(code))) ?? "en";
}

/** Load words for the first time. */
export async function startWords(): Promise<void> {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(STORED);
  } catch {
    // see above
  }
  const first = firstLanguage(kept, navigator.languages);
  await changeLanguage(first);
  // a language without words yet is only shown to somebody who chose it
  if (kept === null && first !== "en" && Object.keys(words.value).length === 0) await changeLanguage("en");
}
