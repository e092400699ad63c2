/** Booking a scanned item as received: kept on this device, then sent. */
import type { Envelope } from "../shell/outbox.ts";
import { newId } from "../shell/ids.ts";
import { answerTo, post } from "../shell/sender.ts";
import { t } from "../shell/words.ts";
import { noteSeen } from "./kit/keeping.ts";
import type { Booked } from "./model.ts";
import { mark, type Scan } from "./scanning.ts";

const PLACE = "qa.place";

export interface Booking {
  readonly place: string;
  readonly condition: "good" | "damaged";
  readonly note: string;
  /** put aside though its label is good */
  readonly aside?: boolean;
}

/** Where things are received on this device. */
export function keptPlace(): string {
  try {
    return localStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
}

/** Book it. Resolves when it is on disk; the answer of the server is taken in later. */
export async function book(scan: Scan, booking: Booking): Promise<Envelope> {
  try {
    localStorage.setItem(PLACE, booking.place);
  } catch {
    // only a convenience
  }
  const id = newId();
  const about = t("receipt.about", { lot: scan.report.lot ?? "?", serial: scan.report.serial ?? "?" });
  const kept = await post({ id, kind: "receipt", path: "/api/receipts", about, body: { id, text: scan.text, ...booking, device_time: new Date().toISOString() } });
  mark(scan, "kept");
  const { gtin, serial } = scan.report;
  if (gtin && serial) await noteSeen(gtin, serial, new Date(kept.made_at), booking.place).catch(() => undefined);
  void takeIn(scan, kept);
  return kept;
}

async function takeIn(scan: Scan, kept: Envelope): Promise<void> {
  try {
    const answer = await answerTo<Booked>(kept);
    if (!answer) return;
    const twice = answer.duplicate_of;
    mark({ ...scan, report: answer.report ?? scan.report }, answer.receipt.state === "quarantined" ? "quarantined" : twice ? (twice.own ? "again" : "elsewhere") : "booked");
  } catch {
    // a refusal stays in the outbox, where the person finds it in words
  }
}
