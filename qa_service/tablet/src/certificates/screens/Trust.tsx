/** What this device trusts, how old it is, and how it came here: compared words, pairing, a file, the server. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { LightRow, Note, Num } from "../../shell/parts/Plates.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { isReadyOffline } from "../../shell/offline.ts";
import { session } from "../../shell/session.ts";
import { ago, day, knows, language, moment, t } from "../../shell/words.ts";
import { KIT_PATH, confirmWaiting, lastRefusal, lastTaken, offerFile, openTrust, sync, trusted, waiting } from "../kit/device.ts";
import { sixWords } from "../kit/words.ts";
import type { Trusted } from "../trust/client.ts";


/** The page; `#fingerprint` behind the address is what a signed-in device showed as a code. */
export default function TrustPage(): VNode {
  const [isOpen, setOpen] = useState(false);
  const [isAbsent, setAbsent] = useState(false);
  const update = async (): Promise<void> => setAbsent((await sync(new Date())) === null);
  useEffect(() => {
    void (async () => {
      await openTrust();
      if (trusted.value === null || location.hash !== "") await update();
      setOpen(true);
    })();
  }, []);
  const asked = waiting.value, known = trusted.value;
  const actions = !isOpen ? undefined : known === null && asked !== null ? (
    <>
      <Act icon="tick" onPress={confirmWaiting}>{t("trust.same")}</Act>
      <Alt onPress={() => { waiting.value = null; }}>{t("trust.differ")}</Alt>
    </>
  ) : (
    <Act icon="down" onPress={update}>{t("trust.update")}</Act>
  );
  return (
    <Page title={t("trust.title")} back="/scan" actions={actions}>
      <div class="narrow col">
        <Said isAbsent={isAbsent} />
        {known !== null ? <Known known={known} /> : asked !== null ? <Compare fingerprint={asked.fingerprint} /> : <Note tone="plain" icon="plain" title={t("trust.none")}>{t("trust.none.todo")}</Note>}
        <FromFile />
        {known !== null && session.value?.signed_in && <Pairing />}
      </div>
    </Page>
  );
}

/** What the last kit came to; stays until another one is offered. */
function Said({ isAbsent }: { isAbsent: boolean }): VNode | null {
  if (isAbsent) return <Note tone="care" icon="off" title={t("trust.absent")}>{t("trust.absent.todo")}</Note>;
  if (lastTaken.value === "other_root") return <Note tone="stop" icon="fail" title={t("trust.other_root")}>{t("trust.other_root.todo")}</Note>;
  if (lastTaken.value !== "refused") return null;
  const code = `refused.${lastRefusal.value}`;
  return <Note tone="care" icon="care" title={t("trust.refused")}>{t(knows(code) ? code : "trust.refused.todo")}</Note>;
}

function Compare({ fingerprint }: { fingerprint: string }): VNode {
  const shown = location.hash.slice(1);
  if (shown !== "" && shown !== fingerprint) return <Note tone="stop" icon="fail" title={t("trust.pair.other")}>{t("trust.pair.other.todo")}</Note>;
  return (
    <section class="card col mine">
      <h2>{t(shown === fingerprint ? "trust.pair.title" : "trust.compare")}</h2>
      <Words fingerprint={fingerprint} />
      <p>{t(shown === fingerprint ? "trust.pair.todo" : "trust.compare.todo")}</p>
    </section>
  );
}

function Words({ fingerprint }: { fingerprint: string }): VNode {
  return <ol class="words" dir="ltr">{sixWords(fingerprint).map((each, at) => <li key={at}><b>{each}</b></li>)}</ol>;
}

function Known({ known }: { known: Trusted }): VNode {
  const list = known.trust_list?.value, status = known.status?.value, now = Date.now();
  const isListOld = !list || now > list.expires_ms, isStatusOld = !status || now > status.issued_ms + status.ttl_ms;
  const [isReady, setReady] = useState(false);
  useEffect(() => void isReadyOffline().then(setReady), []);
  return (
    <>
      <LightRow tone={isListOld ? "care" : "good"} icon={isListOld ? "care" : "pass"} title={t("trust.list")} word={t(isListOld ? "trust.old" : "trust.ready")}>
        {list ? t("trust.list.of", { date: day(new Date(list.issued_ms)), count: list.keys.length }) : t("trust.list.none")}
      </LightRow>
      <LightRow tone={isStatusOld ? "care" : "good"} icon={isStatusOld ? "care" : "pass"} title={t("trust.status")} word={t(isStatusOld ? "trust.old" : "trust.ready")}>
        {status ? t("trust.status.of", { moment: moment(new Date(status.issued_ms)), ago: ago(new Date(status.issued_ms), new Date(now)) }) : t("trust.status.none")}
      </LightRow>
      <LightRow tone={isReady ? "good" : "care"} icon={isReady ? "pass" : "care"} title={t("trust.offline")} word={t(isReady ? "trust.ready" : "trust.not_ready")}>
        {t(isReady ? "trust.offline.yes" : "trust.offline.no")}
      </LightRow>
      <section class="card col">
        <h2>{t("trust.words")}</h2>
        <Words fingerprint={known.root.value.fingerprint} />
        <p class="s dim">{t("trust.words.todo")}</p>
      </section>
    </>
  );
}

function FromFile(): VNode {
  const file = useRef<HTMLInputElement>(null);
  const read = async (input: HTMLInputElement): Promise<void> => {
    const chosen = input.files?.[0];
    input.value = "";
    if (chosen) await offerFile(chosen, new Date());
  };
  return (
    <div class="row wrap">
      <input ref={file} class="hidden" type="file" accept=".json,application/json" tabIndex={-1} aria-hidden="true" onChange={(event) => void read(event.currentTarget)} />
      <Alt icon="doc" onPress={() => file.current?.click()}>{t("trust.from_file")}</Alt>
      <a class="alt" href={KIT_PATH} download="trust-kit.json">{t("trust.to_file")}</a>
      <a class="alt" href={`/published/leaflet.pdf?language=${language.value}`} download="leaflet.pdf">{t("trust.leaflet")}</a>
    </div>
  );
}

interface PairingCode {
  readonly address: string;
  /** rows of the code from the top, one character a module, 1 is dark */
  readonly modules: readonly string[];
}

/** A code for another phone: it opens this page there and names the root. */
function Pairing(): VNode {
  const [code, setCode] = useState<PairingCode | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const show = async (): Promise<void> => {
    try {
      setCode(await get<PairingCode>("/api/trust/pairing"));
      setProblem(null);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <section class="card col">
      <h2>{t("trust.pair")}</h2>
      <p>{t("trust.pair.how")}</p>
      <Trouble problem={problem} />
      {code ? <Code modules={code.modules} /> : <Alt icon="phone" onPress={show}>{t("trust.pair.show")}</Alt>}
      {code && <p class="s mono"><Num>{code.address.split("#")[0]}</Num></p>}
    </section>
  );
}

function Code({ modules }: { modules: readonly string[] }): VNode {
  const quiet = 4, side = modules.length + 2 * quiet;
  const path = modules.flatMap((row, y) => [...row].flatMap((each, x) => (each === "1" ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : []))).join("");
  return <svg class="code" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t("trust.pair.code")}><rect width={side} height={side} fill="#fff" /><path d={path} fill="#000" /></svg>;
}
