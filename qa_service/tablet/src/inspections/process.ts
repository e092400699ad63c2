/** Rules of the fields that a design asks of the maker. Pure. */
import type { ProcessField } from "../checklists/model.ts";
import { parseNumber } from "../shell/numbers.ts";

const OWN_FIELDS: readonly string[] = ["machine", "operator"];

/** Fields that are typed once for the lot; machine, people and material have places of their own. */
export function askedHere(fields: readonly ProcessField[]): readonly ProcessField[] {
  return fields.filter((each) => each.per !== "unit" && !each.type.startsWith("ref") && !each.code.startsWith("material") && !OWN_FIELDS.includes(each.code));
}

/** What is wrong with a typed value: a code for a sentence, or null. */
export function faultOf(field: ProcessField, typed: string): "needed" | "number" | "low" | "high" | null {
  if (typed.trim() === "") return field.required ? "needed" : null;
  if (field.type !== "number") return null;
  const value = parseNumber(typed);
  if (value === null) return "number";
  if (field.min !== null && field.min !== undefined && value < field.min) return "low";
  if (field.max !== null && field.max !== undefined && value > field.max) return "high";
  return null;
}

/** Typed texts as values to send: numbers as numbers, empty ones left out. */
export function valuesOf(fields: readonly ProcessField[], typed: Readonly<Record<string, string>>): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const field of fields) {
    const text = typed[field.code]?.trim() ?? "";
    if (text === "") continue;
    const number = field.type === "number" ? parseNumber(text) : null;
    values[field.code] = number ?? text;
  }
  return values;
}

/** "printer-1, printer-2" as a list. */
export function listOf(typed: string): string[] {
  return typed.split(/[,،;\n]/).map((each) => each.trim()).filter(Boolean);
}
