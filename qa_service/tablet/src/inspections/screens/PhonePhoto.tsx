/** A phone as the camera of this item: a code to scan, then the photo arrives here. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, send, type Problem } from "../../shell/api.ts";
import { newId } from "../../shell/ids.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Dialog, Photo, photoAddress } from "../../shell/parts/Photo.tsx";
import { Note } from "../../shell/parts/Plates.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { t } from "../../shell/words.ts";
import type { CameraLink } from "../model.ts";
import { foundAgain, forgetLink, keepLink, keptLink, linkKey } from "../phoneLink.ts";
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

/** The window with the code; closing it takes the link back. A link found again opens it, or brings its photo. */
export function PhonePhoto({ isOpen, visit_id, place, onClose, onPhoto }: Props): VNode {
  const key = linkKey(visit_id, place);
  const [link, setLink] = useState<CameraLink | null>(null);
  const [offered, setOffered] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // of the link that this very page made
  const made_here = useRef("");
  const make = async (): Promise<void> => {
    try {
      const made = await send<CameraLink>("POST", `/api/visits/${visit_id}/camera-links`, { id: newId(), ...place });
      made_here.current = made.id;
      await keepLink(key, made);
      setLink(made);
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const close = (): void => {
    if (link?.state === "waiting") void send("DELETE", `/api/camera-links/${link.id}`).catch(() => undefined);
    void forgetLink(key);
    setLink(null);
    onClose();
  };
  useEffect(() => {
    void findAgain();
  }, [key]);
  useEffect(() => {
    if (isOpen && link === null) void make();
  }, [isOpen]);
  useEffect(() => {
    if (link?.state !== "waiting") return;
    const timer = setInterval(() => void ask(link), ASK_EVERY_ms);
    return () => clearInterval(timer);
  }, [link?.id, link?.state]);

  async function findAgain(): Promise<void> {
    const kept = await keptLink(key);
    if (kept === null) return;
    try {
      const told = await get<CameraLink>(`/api/camera-links/${kept.id}`);
      const next = foundAgain(told);
      if (next === "wait") setLink((made) => made ?? { ...kept, ...told });
      else if (next === "offer") setOffered(told.photo_sha256);
      else await forgetLink(key);
    } catch (thrown) {
      // without network the link is asked for again when this page opens the next time
      if (!asProblem(thrown).isAbsent) await forgetLink(key);
    }
  }
  async function ask(made: CameraLink): Promise<void> {
    try {
      const told = await get<CameraLink>(`/api/camera-links/${made.id}`);
      if (told.state === made.state) return;
      setLink({ ...made, ...told });
      if (told.photo_sha256 === null) return;
      onClose();
      setLink(null);
      // after a new load it is offered first: which sheet it lies on was chosen on the page that is gone
      if (made_here.current !== made.id) setOffered(told.photo_sha256);
      else await use(told.photo_sha256);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  }
  const use = async (sha256: string): Promise<void> => {
    await forgetLink(key);
    setOffered(null);
    await onPhoto({ sha256, bytes: null });
  };
  const drop = async (): Promise<void> => {
    await forgetLink(key);
    setOffered(null);
  };
  return (
    <>
      {offered && <Arrived sha256={offered} onUse={() => use(offered)} onDrop={drop} />}
      <Dialog isOpen={isOpen || link !== null} onClose={close} label={t("phone.use")}>
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
    </>
  );
}

/** The photo that came while this page was away. */
function Arrived({ sha256, onUse, onDrop }: { sha256: string; onUse: () => Promise<void>; onDrop: () => Promise<void> }): VNode {
  return (
    <div class="card arrived col gap-s" role="status">
      <p class="b">{t("phone.came")}</p>
      <Photo src={photoAddress(sha256, "thumb")} full={photoAddress(sha256, "full")} alt={t("phone.came.photo")} />
      <Act icon="tick" onPress={onUse}>{t("phone.came.use")}</Act>
      <Alt onPress={onDrop}>{t("phone.came.drop")}</Alt>
    </div>
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
