/** Scan labels one after another: the outcome of this scan, how many, things to look at later. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Field, Tick } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num, Plate } from "../../shell/parts/Plates.tsx";
import { OtherWays, Scanner } from "../../shell/parts/Scanner.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { go } from "../../shell/router.ts";
import { hasRole, session } from "../../shell/session.ts";
import { t } from "../../shell/words.ts";
import { book, keptPlace } from "../booking.ts";
import { lastTaken, refreshTrust } from "../kit/device.ts";
import { check, scans, shown, type Scan } from "../scanning.ts";
import { isSlip, plateOf } from "../verdicts.ts";

/** For everybody; receivers may book each good one at once. */
export default function ScanPage(): VNode {
  const isReceiver = hasRole("receiver");
  const [atOnce, setAtOnce] = useState(false);
  const [place, setPlace] = useState(keptPlace);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => void refreshTrust(), []);
  const onText = async (text: string): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const found = await check(text);
    setBusy(false);
    if (found instanceof Problem) {
      setProblem(found);
      return;
    }
    setProblem(null);
    if (atOnce && plateOf(found.report).tone === "good") await book(found, { place, condition: "good", note: "" });
  };
  const last = shown.value;
  const actions = last ? <Act iconAfter="next" onPress={() => go("/label")}>{t("scan.what_to_do")}</Act> : undefined;
  return (
    <Page
      title={t(isReceiver ? "scan.receive" : "scan.title")}
      sub={isReceiver && place ? place : undefined}
      back={session.value?.signed_in ? "/" : "/sign-in"}
      bare
      chips={isReceiver ? <button type="button" class="chip shy" aria-label={t("receipts.title")} onClick={() => go("/receipts")}><Icon name="box" /></button> : undefined}
      actions={actions}
    >
      <Scanner onText={(text) => void onText(text)} isPaused={isBusy} />
      {last && <LastScan scan={last} />}
      <div class="col" style={{ padding: "12px 16px" }}>
        <Trouble problem={problem} />
        {lastTaken.value === "other_root" && <Note tone="stop" icon="fail" title={t("trust.server_other")}>{t("trust.server_other.todo")}</Note>}
        {scans.value.length > 0 && <Counts />}
        <OtherWays onText={(text) => void onText(text)} />
        <div class="row wrap">
          <Alt icon="box" onPress={() => go("/carton")}>{t("carton.title")}</Alt>
          <Alt icon="seal" onPress={() => go("/trust")}>{t("trust.title")}</Alt>
        </div>
        {isReceiver && (
          <section class="card col gap-s">
            <Tick checked={atOnce} onChange={setAtOnce}><b>{t("scan.at_once")}</b><br /><span class="s dim">{t("scan.at_once.why")}</span></Tick>
            <Field label={t("receipt.place")} value={place} onInput={setPlace} />
          </section>
        )}
      </div>
    </Page>
  );
}

function LastScan({ scan }: { scan: Scan }): VNode {
  const plate = plateOf(scan.report);
  return <Plate shape="half" tone={plate.tone} icon={plate.icon} striped={plate.isStriped} title={t(`verdict.${plate.words}.headline`)} under={scan.report.lot ? <>{t("batch.lot_word")} <Num>{scan.report.lot}</Num>{scan.report.serial && <> · <Num>{scan.report.serial}</Num></>}{scan.booked !== "no" && ` · ${t(`booked.${scan.booked}`)}`}</> : undefined} />;
}

/** How many of each, those that need a look first. */
function Counts(): VNode {
  const all = scans.value;
  const by = (tone: string): readonly Scan[] => all.filter((each) => plateOf(each.report).tone === tone);
  const good = by("good").length;
  const look = [...by("stop"), ...by("care"), ...by("plain")];
  return (
    <section class="col gap-s">
      <p>
        <b class="xl num">{good}</b> {t("scan.good_of", { all: all.filter((each) => !isSlip(each.report)).length })}
      </p>
      {look.slice(0, 8).map((scan) => {
        const plate = plateOf(scan.report);
        return (
          <button type="button" class="card row" key={scan.text} onClick={() => { shown.value = scan; go("/label"); }}>
            <Icon name={plate.icon} tone={plate.tone} />
            <span class="grow">
              <b>{t(`verdict.${plate.words}.headline`)}</b>
              <br />
              <span class="s dim">{scan.report.lot ? <><Num>{scan.report.lot}</Num>{scan.report.serial && <> · <Num>{scan.report.serial}</Num></>}</> : <span class="mono">{scan.text.slice(0, 40)}</span>}</span>
            </span>
          </button>
        );
      })}
      {all.length > 1 && <div class="row"><Alt small onPress={() => { scans.value = []; shown.value = null; }}>{t("scan.begin_again")}</Alt></div>}
    </section>
  );
}
