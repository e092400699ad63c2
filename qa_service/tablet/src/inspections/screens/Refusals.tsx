/** Photos that were not measured: why, what to do, and which one of several it was. */
import type { VNode } from "preact";
import { Photo, photoAddress } from "../../shell/parts/Photo.tsx";
import { Note, Plate } from "../../shell/parts/Plates.tsx";
import { knows, t } from "../../shell/words.ts";
import type { Measurement, PhotoRefusal } from "../model.ts";

/** No photo of the answer was measured: the answer of the page. */
export function AllRefused({ refused }: { refused: PhotoRefusal }): VNode {
  return <Plate tone="stop" icon="fail" title={titleOf(refused)} under={todoOf(refused)} />;
}

/** Of several photos, those that were refused; the values come from the others. */
export function RefusedPhotos({ measurement }: { measurement: Measurement }): VNode | null {
  const { photos } = measurement;
  const refused = photos.flatMap((photo, index) => (photo.refused ? [{ ...photo, number: index + 1, why: photo.refused }] : []));
  const good = photos.length - refused.length;
  if (photos.length < 2 || refused.length === 0) return null;
  return (
    <Note tone="care" icon="care" title={t("result.some_refused", { count: refused.length })}>
      <div class="col gap-s">
        {refused.map((each) => (
          <div class="row" key={each.photo_sha256}>
            <div class="refused-photo"><Photo src={photoAddress(each.photo_sha256, "thumb")} full={photoAddress(each.photo_sha256, "full")} alt={t("result.photo", { number: each.number })} /></div>
            <p class="grow"><b>{t("result.photo", { number: each.number })}:</b> {titleOf(each.why)}. {todoOf(each.why)}</p>
          </div>
        ))}
        {good > 0 && <p>{t("result.from_others", { count: good })}</p>}
      </div>
    </Note>
  );
}

function titleOf(refused: PhotoRefusal): string {
  return t(knows(`refusal.${refused.code}`) ? `refusal.${refused.code}` : "refusal.other");
}

/** Advice of the gate that closed; else of the code. */
function todoOf(refused: PhotoRefusal): string {
  const known = [`advice.${refused.advice ?? ""}`, `refusal.${refused.code}.todo`].find(knows);
  return known ? t(known) : (refused.advice ?? "");
}
