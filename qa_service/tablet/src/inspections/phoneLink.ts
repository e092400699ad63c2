/** The open camera link of an item, kept like a draft: a tablet that is loaded anew still hears from the phone. */
import { draft, forgetDraft, keepDraft } from "../shell/store.ts";
import type { CameraLink } from "./model.ts";
import type { Place } from "./progress.ts";

/** Where the link of a place is kept. */
export function linkKey(visit_id: string, place: Place): string {
  return `phone-link/${visit_id}/${place.unit_id ?? ""}/${place.item_code}`;
}

/** Keep a link until its photo is used or it is taken back. */
export async function keepLink(key: string, link: CameraLink): Promise<void> {
  await keepDraft(key, link);
}

/** The link that was open before this page was loaded, or null. */
export async function keptLink(key: string): Promise<CameraLink | null> {
  return draft<CameraLink>(key);
}

/** Its photo was used, or nobody waits for one any more. */
export async function forgetLink(key: string): Promise<void> {
  await forgetDraft(key);
}

/** What a link found again asks for: wait on, offer the photo that came meanwhile, or nothing. Pure. */
export function foundAgain(told: CameraLink): "wait" | "offer" | "forget" {
  if (told.photo_sha256 !== null) return "offer";
  return told.state === "waiting" ? "wait" : "forget";
}
