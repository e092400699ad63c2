/** A photo by the device's own camera app or from a file: works on every connection. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { sha256Hex } from "../../shell/camera.ts";
import { Icon } from "../../shell/parts/Icon.tsx";
import { t } from "../../shell/words.ts";

export interface KeptPhoto {
  readonly sha256: string;
  /** null when the server has the photo already */
  readonly bytes: Blob | null;
}

/** Bytes with their digest, ready to be kept. */
export async function photoOf(bytes: Blob): Promise<KeptPhoto & { readonly bytes: Blob }> {
  return { sha256: await sha256Hex(bytes), bytes };
}

/** A button that opens the camera app or the files. */
export function PhotoFile({ kind, label, name, onPhoto }: { kind: "act" | "alt" | "alt small" | "alt on-dark grow" | "shutter"; label: string; name?: string; onPhoto: (photo: KeptPhoto) => void | Promise<void> }): VNode {
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (chosen: HTMLInputElement): Promise<void> => {
    const file = chosen.files?.[0];
    if (!file) return;
    setBusy(true);
    try {
      await onPhoto(await photoOf(file));
    } finally {
      chosen.value = "";
      setBusy(false);
    }
  };
  return (
    <>
      <input ref={input} class="hidden" type="file" accept="image/*" capture="environment" tabIndex={-1} aria-hidden="true" onChange={(event) => void take(event.currentTarget)} />
      <button type="button" class={kind} aria-busy={isBusy} {...(name ? { "aria-label": name } : {})} onClick={() => input.current?.click()}>
        <Icon name="camera" size={kind === "shutter" ? "big" : ""} />
        <span>{isBusy ? t("item.keeping") : label}</span>
      </button>
    </>
  );
}
