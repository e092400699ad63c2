/** What is typed about a print: which field cannot be sent and why, and which field a refusal is about. Pure. */
import type { Problem } from "../shell/api.ts";
import { parseNumber } from "../shell/numbers.ts";

export type Three = readonly [string, string, string];
export const THREE: Three = ["", "", ""];

export interface SheetForm {
  /** the text of the small code, empty when the print is named by hand */
  readonly code: string;
  readonly serial: string;
  readonly x: Three;
  readonly y: Three;
  readonly mpe: string;
}

export type Axis = "X" | "Y";
export type FaultCode = "empty" | "number" | "length" | "mpe" | "serial";

/** `serial`, `mpe`, or a reading such as `Y2`. */
export interface FieldFault {
  readonly place: string;
  readonly code: FaultCode;
}

// as the server has them (instruments/bars.py, measurement/sheet_code.py)
export const MOST_LENGTH_mm = 1000;
export const MPE_mm = { least: 0.005, most: 0.5 } as const;
const SERIAL = /^[A-Za-z0-9-]{1,12}$/;

/** The place of a reading, counted from 1. */
export function readingPlace(axis: Axis, number: number): string {
  return `${axis}${number}`;
}

/** All fields that cannot be sent, in the order of the page. */
export function faultsOf(form: SheetForm): readonly FieldFault[] {
  const checks: readonly (readonly [string, FaultCode | null])[] = [
    ["serial", form.code === "" ? serialFault(form.serial) : null],
    ...form.x.map((typed, k) => [readingPlace("X", k + 1), readingFault(typed)] as const),
    ...form.y.map((typed, k) => [readingPlace("Y", k + 1), readingFault(typed)] as const),
    ["mpe", numberFault(form.mpe, (value) => value >= MPE_mm.least && value <= MPE_mm.most, "mpe")],
  ];
  return checks.flatMap(([place, code]) => (code === null ? [] : [{ place, code }]));
}

function serialFault(typed: string): FaultCode | null {
  if (typed.trim() === "") return "empty";
  return SERIAL.test(typed.trim()) ? null : "serial";
}

function readingFault(typed: string): FaultCode | null {
  return numberFault(typed, (value) => value > 0 && value < MOST_LENGTH_mm, "length");
}

function numberFault(typed: string, isRight: (value: number) => boolean, otherwise: FaultCode): FaultCode | null {
  if (typed.trim() === "") return "empty";
  const value = parseNumber(typed);
  if (value === null) return "number";
  return isRight(value) ? null : otherwise;
}

/** Where a refusal is shown: a field, a bar (`X`), the code, or `end` beside the button. */
export function placeOf(problem: Problem, hasCode: boolean): string {
  const axis = String(problem.details["axis"] ?? "");
  switch (problem.code) {
    case "sheet.reading":
      return `${axis}${String(problem.details["number"] ?? "")}`;
    case "sheet.fit_to_page":
    case "sheet.readings_apart":
      return axis;
    case "sheet.caliper_error":
      return "mpe";
    case "sheet.code_unknown":
      return "code";
    case "sheet.serial":
    case "sheet.serial_missing":
      return hasCode ? "end" : "serial";
    default:
      return "end";
  }
}
