/** A phone as the camera of this item: a code to scan, then the photo arrives here. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem, get, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { t } from "../../shell/words.ts";
import type { CameraLink } from "../model.ts";
import type { Place } from "../progress.ts";
import type { KeptPhoto } from "./PhotoFile.tsx";

const ASK_EVERY_ms = 1500;
const QUIET_MODULES = 4;

interface Props {
  readonly isOpen: boolean;
  readonly visit_id: string;
  readonly place: Place;
  readonly onClose: () => void;
  readonly onPhoto: (photo: KeptPhoto) => Promise<void>;
}

/** The window with the code; closing it takes the link back. */
export function PhonePhoto({ isOpen, visit_id, place, onClose, onPhoto }: Props): VNode {
  const [link, setLink] = useState<CameraLink | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const make = async (): Promise<void> => {
    try {
      setLink(await send<CameraLink>("POST", `/api/visits/${visit_id}/camera-links`, { id: newId(), ...place }));
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const close = (): void => {
    if (link?.state === "waiting") void send("DELETE", `/api/camera-links/${link.id}`).catch(() => undefined);
    setLink(null);
    onClose();
  };
  useEffect(() => {
    if (isOpen && link === null) void make();
  }, [isOpen]);
  useEffect(() => {
    if (link?.state !== "waiting") return;
    const timer = setInterval(() => void ask(link), ASK_EVERY_ms);
    return () => clearInterval(timer);
  }, [link?.id, link?.state]);

  async function ask(made: CameraLink): Promise<void> {
    try {
      const told = await get<CameraLink>(`/api/camera-links/${made.id}`);
      if (told.state === made.state) return;
      setLink({ ...made, ...told });
      if (told.photo_sha256 === null) return;
      onClose();
      setLink(null);
      await onPhoto({ sha256: told.photo_sha256, bytes: null });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  }
  return (
    <Dialog isOpen={isOpen} onClose={close} label={t("phone.use")}>
      <div class="col">
        <h2>{t("phone.title")}</h2>
        <Trouble problem={problem} onRetry={() => void make()} />
        {link?.state === "waiting" && link.qr_runs && <Code link={link} />}
        {link?.state === "waiting" && <p>{t("phone.todo")}</p>}
        {link?.url && isLoopback(link.url) ? <Note tone="care" icon="care" title={t("phone.loopback")} /> : link?.url && <p class="s dim">{t("phone.local", { host: new URL(link.url).host })}</p>}
        {link?.state === "waiting" && <p role="status" class="b">{t("phone.waiting")}</p>}
        {(link?.state === "expired" || link?.state === "revoked") && (
          <>
            <Note tone="care" icon="care" title={t("phone.expired")} />
            <Act onPress={make}>{t("phone.again")}</Act>
          </>
        )}
        <Alt onPress={close}>{t(link?.state === "waiting" ? "phone.revoke" : "action.close")}</Alt>
      </div>
    </Dialog>
  );
}

function Code({ link }: { link: CameraLink }): VNode {
  const side = (link.qr_side ?? 0) + 2 * QUIET_MODULES;
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges" role="img" aria-label={t("phone.title")}>
      <rect width={side} height={side} fill="#fff" />
      <path fill="#000" d={(link.qr_runs ?? []).map(([row, first, length]) => `M${first + QUIET_MODULES} ${row + QUIET_MODULES}h${length}v1h${-length}z`).join("")} />
    </svg>
  );
}

function isLoopback(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}
