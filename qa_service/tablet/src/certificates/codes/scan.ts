/** What any scanner may send, as one value. A scan identifies; it proves nothing: see verification/. */
import { isSlip, SlipFault, slipOf } from "../cose/slip.ts";
import { labelOf, trimmed } from "../label/grammar.ts";
import { LabelFault } from "../label/model.ts";
import { GS, Gs1Fault, readBracketed, readDate, readElementString, type Values } from "./gs1.ts";
import { isLink, readLink } from "./links.ts";

const LONGEST = 2000;
/** Symbology identifiers (ISO/IEC 15424): DataMatrix, GS1-128, QR, DataBar. */
const PREFIXES = ["]d2", "]C1", "]Q1", "]Q3", "]d1", "]Q0", "]e0"];

export type ScanKind = "label" | "digital_link" | "element_string" | "packing_slip";

/** The values of a scan; dates as YYYY-MM-DD. */
export interface Scanned {
  readonly kind: ScanKind;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
  readonly production_date: string | null;
  readonly best_before: string | null;
  readonly count: number | null;
  readonly sscc: string | null;
  readonly host: string | null;
}

/** A text that is none of these; `reason` is a stable code. */
export class Unreadable extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** A scan without the prefix that some scanners send before it. */
export function withoutPrefix(text: string): string {
  return PREFIXES.reduce((bare, prefix) => (bare.startsWith(prefix) ? bare.slice(prefix.length) : bare), trimmed(text));
}

/** Read one scan; `today` (YYYY-MM-DD) decides the century of two-digit years. Throws Unreadable. */
export function readScan(text: string, today: string): Scanned {
  if ([...text].length > LONGEST) throw new Unreadable("too_long");
  const bare = withoutPrefix(text);
  try {
    if (isSlip(bare)) return ofSlip(bare);
    if (isLink(bare)) {
      const { host, values } = readLink(bare);
      return scanned(isLabel(bare) ? "label" : "digital_link", values, today, host);
    }
    return scanned("element_string", elements(bare.replace(/<GS>|\{GS\}|\^\]/g, GS)), today, null);
  } catch (thrown) {
    if (thrown instanceof SlipFault) throw new Unreadable("packing_slip");
    if (thrown instanceof Gs1Fault) throw new Unreadable(thrown.reason);
    throw thrown;
  }
}

/** Lot and number of pieces, as the paper says them. */
function ofSlip(text: string): Scanned {
  const { host, statement } = slipOf(text);
  const { gtin, lot, quantity: count } = statement;
  return { kind: "packing_slip", host, gtin, lot, count, serial: null, sscc: null, expiry: null, production_date: null, best_before: null };
}

function isLabel(text: string): boolean {
  try {
    labelOf(text);
    return true;
  } catch (thrown) {
    if (thrown instanceof LabelFault) return false;
    throw thrown;
  }
}

function elements(text: string): Values {
  const bare = text.startsWith(GS) ? text.slice(1) : text;
  return bare.startsWith("(") ? readBracketed(bare) : readElementString(bare);
}

function scanned(kind: ScanKind, values: Values, today: string, host: string | null): Scanned {
  const get = (ai: string): string | null => values.get(ai) ?? null;
  const day = (ai: string): string | null => (values.has(ai) ? readDate(values.get(ai) ?? "", today) : null);
  const count = get("30") ?? get("37");
  return {
    kind, host, gtin: get("01") ?? get("02"), lot: get("10"), serial: get("21"), sscc: get("00"),
    expiry: day("17"), production_date: day("11"), best_before: day("15"), count: count === null ? null : Number(count),
  };
}
