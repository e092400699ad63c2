/** Which way a part lies that looks the same in several turns: its drawing, turned until it lies as the part does. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Drawing } from "../../checklists/Drawing.tsx";
import type { Characteristic, Outline } from "../../checklists/model.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Dialog, photoAddress } from "../../shell/parts/Photo.tsx";
import { isSettled, useResource } from "../../shell/resource.ts";
import { keepTurn, lastTurn_deg } from "../../shell/settings.ts";
import { t } from "../../shell/words.ts";
import { plain_deg, squareAround, step_deg, turnedOutline, turnedPlaces, type TurnAsked } from "../turning.ts";
import type { KeptPhoto } from "./PhotoFile.tsx";

/** Degrees, null where the person cannot tell. */
type Said = number | null;
/** One for each part in the photo; undefined takes the photo back. */
type Answer = readonly Said[] | undefined;

interface WhichWay {
  /** Asks of one part after the other; resolves to nulls at once where the turn is not asked. */
  readonly ask: (photo: KeptPhoto, parts?: readonly string[]) => Promise<Answer>;
  readonly window: VNode | null;
  /** Whether it is known if and how to ask. */
  readonly isRead: boolean;
}

/** The address of the outline, where it is drawn to ask for the turn. */
export function outlinePath(revision_id: string | null, isAsked: boolean): string | null {
  return revision_id !== null && isAsked ? `/api/revisions/${revision_id}/outline` : null;
}

/** The question, asked of one photo at a time; `name` is what the last turn is remembered for. */
export function useWhichWay(name: string, turn: TurnAsked | null, revision_id: string | null, sizes: readonly Characteristic[]): WhichWay {
  const resource = useResource<Outline>(outlinePath(revision_id, turn !== null));
  const outline = resource.value;
  const [asked, setAsked] = useState<{ photo: KeptPhoto; parts: readonly string[]; said: readonly Said[] } | null>(null);
  const resolve = useRef<((answer: Answer) => void) | null>(null);
  const ask = (photo: KeptPhoto, parts: readonly string[] = [""]): Promise<Answer> => {
    if (turn === null || outline === null) return Promise.resolve(parts.map(() => null));
    return new Promise((done) => {
      resolve.current = done;
      setAsked({ photo, parts, said: [] });
    });
  };
  const end = (answer: Answer): void => {
    setAsked(null);
    resolve.current?.(answer);
    resolve.current = null;
  };
  const say = (one: Said): void => {
    if (one !== null) keepTurn(name, one);
    if (asked === null) return;
    const said = [...asked.said, one];
    if (said.length < asked.parts.length) setAsked({ ...asked, said });
    else end(said);
  };
  const about = asked?.parts[asked.said.length] ?? "";
  const window = turn && outline ? (
    <Dialog isOpen={asked !== null} onClose={() => end(undefined)} kind="which-way" label={t("turn.title")}>
      {asked && <Question key={about} photo={asked.photo} about={about} turn={turn} outline={outline} sizes={sizes} first_deg={lastTurn_deg(name)} onSay={say} />}
    </Dialog>
  ) : null;
  return { ask, window, isRead: turn === null || isSettled(resource) };
}

interface QuestionProps {
  readonly photo: KeptPhoto;
  readonly about: string;
  readonly turn: TurnAsked;
  readonly outline: Outline;
  readonly sizes: readonly Characteristic[];
  readonly first_deg: number;
  readonly onSay: (said: Said) => void;
}

function Question({ photo, about, turn, outline, sizes, first_deg, onSay }: QuestionProps): VNode {
  const [degrees, setDegrees] = useState(first_deg);
  const by = (more: number) => (): void => setDegrees(plain_deg(degrees + more));
  const step = step_deg(turn.ways);
  return (
    <div class="col gap-s">
      <h2>{t("turn.title")}</h2>
      {about && <p class="b">{about}</p>}
      <p>{t("turn.todo")}</p>
      <div class="beside">
        <figure>
          <figcaption>{t("turn.sheet_top")}</figcaption>
          <Drawing outline={turnedOutline(outline, degrees)} characteristics={sizes.map((each) => turnedPlaces(each, degrees))} box={squareAround(outline, degrees)} chosen={null} />
        </figure>
        <ThePhoto photo={photo} />
      </div>
      <div class="thirds">
        <Alt icon="undo" onPress={by(step)}>{t("turn.left")}</Alt>
        <Alt onPress={by(360 / turn.ways)}>{t("turn.other")}</Alt>
        <Alt extra="redo" icon="undo" onPress={by(-step)}>{t("turn.right")}</Alt>
      </div>
      <div class="row wrap">
        <Alt icon="ask" onPress={() => onSay(null)}>{t("turn.cannot")}</Alt>
        <span class="end" />
        <Act icon="pass" onPress={() => onSay(degrees)}>{t("turn.so")}</Act>
      </div>
      <p class="s dim">{t("turn.cannot.what")}</p>
    </div>
  );
}

/** What was just photographed; nothing where this browser cannot show it (HEIC). */
function ThePhoto({ photo }: { photo: KeptPhoto }): VNode | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (photo.bytes === null) {
      setAddress(photoAddress(photo.sha256, "thumb"));
      return;
    }
    const made = URL.createObjectURL(photo.bytes);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return address === null ? null : <img src={address} alt={t("turn.photo")} onError={() => setAddress(null)} />;
}
