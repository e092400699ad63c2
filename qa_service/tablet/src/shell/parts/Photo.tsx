/** Photos: a small one that opens large. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../words.ts";
import { Alt } from "./Button.tsx";

/** The address of a kept photo. */
export function photoAddress(sha256: string, size: "thumb" | "full"): string {
  return `/api/photos/${sha256}${size === "thumb" ? "?size=thumb" : ""}`;
}

/** A modal window. */
export function Dialog({ isOpen, onClose, kind = "", label, children }: { isOpen: boolean; onClose: () => void; kind?: string; label: string; children: ComponentChildren }): VNode {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);
  return (
    <dialog ref={ref} class={kind} aria-label={label} onClose={onClose}>
      {isOpen && children}
    </dialog>
  );
}

/** A picture that can be looked at in full size. */
export function Photo({ src, full, alt, kind = "thumb", children }: { src: string; full?: string; alt: string; kind?: string; children?: ComponentChildren }): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class={kind} aria-label={t("photo.open", { what: alt })} onClick={() => setOpen(true)}>
        <img src={src} alt={alt} loading="lazy" />
        {children}
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} kind="photo-view" label={alt}>
        <div class="col">
          <img src={full ?? src} alt={alt} />
          <Alt onPress={() => setOpen(false)}>{t("action.close")}</Alt>
        </div>
      </Dialog>
    </>
  );
}
