/** The verdict on one label: plate, what to do, why, details; evidence one tap away. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field } from "../../shell/parts/Fields.tsx";
import { Icon } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, NotChecked, Num, Plate } from "../../shell/parts/Plates.tsx";
import { go } from "../../shell/router.ts";
import { hasRole } from "../../shell/session.ts";
import { ago, day, knows, language, moment, named, rich, t } from "../../shell/words.ts";
import { book, keptPlace } from "../booking.ts";
import { sync } from "../kit/device.ts";
import { nameOf, type Report } from "../model.ts";
import { doCode, saidCode } from "../said.ts";
import { check, shown, type Scan } from "../scanning.ts";
import { oneInCount, worstRisk } from "../risk.ts";
import { isBookable, isSlip, plateOf } from "../verdicts.ts";

/** Shows the scan that was made last, or was chosen. */
export default function LabelPage(): VNode {
  const scan = shown.value;
  if (!scan) {
    return (
      <Page title={t("label.title")} back="/scan" actions={<Act icon="scan" onPress={() => go("/scan")}>{t("today.scan")}</Act>}>
        <Note tone="plain" icon="plain" title={t("label.none")} />
      </Page>
    );
  }
  return <Verdict key={scan.text} scan={scan} />;
}

function Verdict({ scan }: { scan: Scan }): VNode {
  const [view, setView] = useState<"verdict" | "checked" | "no_code" | "book">("verdict");
  const report = scan.report;
  const plate = plateOf(report);
  const [hasRead, setRead] = useState(false);
  const [isAside, setAside] = useState(false);
  const hasMore = report.checked.length > 0;
  const open = (aside: boolean): void => {
    setAside(aside);
    setView("book");
  };
  const actions = view === "verdict" ? (
    <>
      {plate.words === "on_record" && <Alt icon="ask" onPress={() => setView("no_code")}>{t("label.no_code")}</Alt>}
      {hasMore && <Alt icon="doc" onPress={() => setView("checked")}>{t("label.what_was_checked")}</Alt>}
      <Ways scan={scan} hasRead={hasRead} onRead={() => setRead(true)} onBook={open} />
    </>
  ) : view === "no_code" ? (
    <>
      <Alt icon="back" onPress={() => setView("verdict")}>{t("action.back")}</Alt>
      <ReportLink report={report} kind="act danger" />
    </>
  ) : undefined;
  if (view === "book") return <BookPage scan={scan} isAside={isAside || !isBookable(report)} onBack={() => setView("verdict")} />;
  return (
    <Page title={t("label.title")} back="/scan" bare actions={actions ?? <Act onPress={() => setView("verdict")}>{t("action.back")}</Act>}>
      <Plate shape="full" tone={plate.tone} icon={plate.icon} striped={plate.isStriped} title={t(`verdict.${plate.words}.headline`)} />
      <div class={`under-plate ${plate.tone}`}>
        <p>{saidOf(report, plate.words)}</p>
      </div>
      <div class="col" style={{ padding: "12px 16px" }}>
        {view === "checked" ? <Checked report={report} /> : view === "no_code" ? <NoCode /> : <WhatToDo report={report} words={plate.words} scan={scan} />}
      </div>
    </Page>
  );
}

/** When known and by whom, in the words of the verdict. */
function saidOf(report: Report, words: string): VNode {
  const details = { lot: <Num>{report.lot}</Num>, quantity: <Num>{report.quantity}</Num>, inspected: <b>{nameOf(report.inspected_by)}</b>, issuer: <b>{nameOf(report.issuer)}</b>, moment: <b>{moment(report.status_as_of)}</b>, ago: <b>{ago(report.status_as_of)}</b>, date: <b>{day(report.status_as_of)}</b>, expires: <b>{day(report.expires_on)}</b> };
  return <>{rich(saidCode(report, words, knows), details)}</>;
}

function WhatToDo({ report, words, scan }: { report: Report; words: string; scan: Scan }): VNode {
  const first = report.first_receipt;
  return (
    <>
      <div>
        <p class="s b dim">{t("label.what_to_do")}</p>
        <p class="l b">{t(doCode(report, words, knows))}</p>
      </div>
      {scan.booked !== "no" && <Note tone={scan.booked === "booked" || scan.booked === "kept" ? "good" : scan.booked === "again" ? "plain" : "care"} icon={scan.booked === "booked" || scan.booked === "kept" ? "pass" : scan.booked === "again" ? "plain" : "care"} title={t(`booked.${scan.booked}`)} />}
      {report.action && (
        <Note tone="stop" icon="fail" title={t("label.recall_says")}>
          {report.signature_checked && report.verdict === "recalled" && <p>{t("label.recall_why", { reason: report.reason.replaceAll("_", " ") })}</p>}
          <p>{report.action}</p>
        </Note>
      )}
      {report.contact && <Contact to={report.contact} />}
      <Exceptions report={report} words={words} />
      {first && <Note tone={first.own ? "plain" : "care"} icon={first.own ? "plain" : "care"} title={t(first.own ? "label.received_here" : "label.received_elsewhere")}>{[first.place, moment(first.at)].filter(Boolean).join(", ")}</Note>}
      <Facts report={report} />
      <KnownSince report={report} />
      <ReportLink report={report} />
    </>
  );
}

/** The form for what is wrong with it; a page of the server, for anybody. */
function ReportLink({ report, kind = "alt stop" }: { report: Report; kind?: string }): VNode | null {
  const { gtin, lot, serial } = report;
  if (!gtin || !lot || !serial) return null;
  const path = [gtin, lot, serial].map(encodeURIComponent);
  return <a class={kind} href={`/01/${path[0]}/10/${path[1]}/21/${path[2]}/report?lang=${language.value}`}><Icon name="care" /><span>{t("label.report")}</span></a>;
}

/** An item without its square code: nothing vouches for it. */
function NoCode(): VNode {
  return (
    <>
      <p class="l b">{t("label.no_code.do")}</p>
      <p>{t("label.no_code.why")}</p>
    </>
  );
}

/** What the exception says; without network this phone knows only that there is one. */
function Exceptions({ report, words }: { report: Report; words: string }): VNode | null {
  if (!report.concession) return null;
  const title = t(words === "concession" ? "label.exception" : "label.exception.too");
  if (report.concession_texts.length === 0) return <Note tone="care" icon="doc" title={title}>{t("label.exception.elsewhere")}</Note>;
  return <>{report.concession_texts.map((each) => <Note key={each} tone="care" icon="doc" title={title}>{each}</Note>)}</>;
}

/** Whom a recall says to ask: a number is called with one tap. */
function Contact({ to }: { to: string }): VNode {
  const number = /^\+?[0-9][0-9 ()/.-]{5,}$/.test(to) ? to.replace(/[^0-9+]/g, "") : null;
  if (number === null) return <p class="b">{rich("label.ask", { contact: <bdi>{to}</bdi> })}</p>;
  return <a class="alt" href={`tel:${number}`}><Icon name="phone" />{rich("label.call", { contact: <Num>{to}</Num> })}</a>;
}

/** How old the knowledge is that the verdict rests on, and whether anybody compared its root. */
function KnownSince({ report }: { report: Report }): VNode {
  return (
    <div class="col gap-s">
      <p class="s dim">{report.status_as_of ? t("label.status_of", { moment: moment(report.status_as_of), ago: ago(report.status_as_of) }) : t("label.status_none")}</p>
      {report.trust_pinned === false && (
        <Note tone="plain" icon="plain" title={t("label.not_compared")}>
          <Alt small onPress={() => go("/trust")}>{t("label.compare")}</Alt>
        </Note>
      )}
    </div>
  );
}

function Facts({ report }: { report: Report }): VNode | null {
  if (!report.lot && !report.gtin) return null;
  const product = named(report.product);
  return (
    <div>
      {product && <p class="b">{product}</p>}
      <dl class="facts s">
        <dt>{t("batch.lot_title")}</dt>
        <dd><Num>{report.lot}</Num>{report.serial && <> · <Num>{report.serial}</Num></>}</dd>
        {isSlip(report) && report.quantity !== null && <><dt>{t("label.pieces")}</dt><dd><Num>{report.quantity}</Num></dd></>}
        {isSlip(report) && report.certificate_number && <><dt>{t("label.certificate")}</dt><dd>{report.certificate_id ? <a href={`/certificates/${encodeURIComponent(report.certificate_number)}.pdf?lang=${language.value}`}><Num>{report.certificate_number}</Num></a> : <Num>{report.certificate_number}</Num>}</dd></>}
        {report.maker_serial && <><dt>{t("item.unit_word")}</dt><dd class="num">{report.maker_serial}</dd></>}
        {report.maker && <><dt>{t("batch.workshop")}</dt><dd>{nameOf(report.maker)}</dd></>}
        {report.inspected_by && <><dt>{t("batch.inspection_body")}</dt><dd>{nameOf(report.inspected_by)}</dd></>}
        {report.produced_on && <><dt>{t("label.made_on")}</dt><dd>{day(report.produced_on)}</dd></>}
        {report.expires_on && <><dt>{t("label.use_before")}</dt><dd>{day(report.expires_on)}</dd></>}
      </dl>
    </div>
  );
}

function Checked({ report }: { report: Report }): VNode {
  const letters = [...new Set(report.risk.map((each) => each.class))];
  const risks = letters.flatMap((letter) => {
    const told = worstRisk(report.risk.filter((each) => each.class === letter));
    return told ? [[letter, told] as const] : [];
  });
  return (
    <>
      <h2>{t("label.what_was_checked")}</h2>
      <ul>
        {report.checked.map((each) => {
          const names = each.names.map((one) => named(one).replace(/\.$/, "")).join("; ");
          return <li key={each.class}>{each.looked_at >= each.lot_size ? t("label.every_piece", { names }) : t("label.some_pieces", { looked_at: each.looked_at, lot_size: each.lot_size, names })}</li>;
        })}
      </ul>
      <NotChecked items={report.not_checked.map((each) => t(`not_checked.${each}`))} />
      {risks.length > 0 && (
        <>
          <h2>{t("label.risk")}</h2>
          <ul>{risks.map(([letter, risk]) => <li key={letter}>{t("label.risk.line", { letter, count: risk.bad, all: risk.lot_size, times: oneInCount(risk.p) })}</li>)}</ul>
          <p class="s dim">{t("label.risk.assumes")}</p>
        </>
      )}
      <Facts report={report} />
    </>
  );
}

/** What this person may do with it, the main way first. An exception is read before it is booked; an old status is renewed. */
function Ways({ scan, hasRead, onRead, onBook }: { scan: Scan; hasRead: boolean; onRead: () => void; onBook: (isAside: boolean) => void }): VNode {
  const { report } = scan;
  const { tone, words } = plateOf(report);
  const mayBook = hasRole("receiver") && scan.booked === "no" && !isSlip(report);
  const aside = <Alt icon="box" onPress={() => onBook(true)}>{t("label.put_aside")}</Alt>;
  if (words === "valid_stale") {
    return (
      <>
        {mayBook && <Alt icon="box" onPress={() => onBook(false)}>{t("label.book_later")}</Alt>}
        <UpdateNow scan={scan} />
      </>
    );
  }
  if (mayBook && report.concession && isBookable(report)) {
    return (
      <>
        {aside}
        {hasRead ? <Act icon="box" onPress={() => onBook(false)}>{t("label.book")}</Act> : <Act onPress={onRead}>{t("label.have_read")}</Act>}
      </>
    );
  }
  if (mayBook && isBookable(report)) return <Act icon="box" onPress={() => onBook(false)}>{t("label.book")}</Act>;
  if (mayBook && tone === "stop" && report.lot) return <Act icon="box" danger onPress={() => onBook(true)}>{t("label.put_aside")}</Act>;
  return <Act icon="scan" onPress={() => go("/scan")}>{t(words === "on_record" ? "label.scan_code" : words === "slip_on_record" ? "label.scan_pieces" : "label.scan_next")}</Act>;
}

/** Ask for newer files and check the same label again; the plate changes where they say more. */
function UpdateNow({ scan }: { scan: Scan }): VNode {
  const [isStillOld, setStillOld] = useState(false);
  const update = async (): Promise<void> => {
    await sync(new Date());
    const again = await check(scan.text);
    setStillOld(again instanceof Problem || again.report.verdict === "valid_stale");
  };
  return (
    <>
      {isStillOld && <p class="s b" role="status">{t("label.still_old")}</p>}
      <Act icon="down" onPress={update}>{t("label.update_now")}</Act>
    </>
  );
}

/** Place, state of the item, note: then it is booked. */
function BookPage({ scan, isAside, onBack }: { scan: Scan; isAside: boolean; onBack: () => void }): VNode {
  const [place, setPlace] = useState(keptPlace);
  const [condition, setCondition] = useState<"good" | "damaged">("good");
  const [note, setNote] = useState("");
  const submit = async (): Promise<void> => {
    await book(scan, { place: place.trim(), condition, note: note.trim(), ...(isAside ? { aside: true } : {}) });
    onBack();
  };
  const actions = (
    <>
      <Alt icon="back" onPress={onBack}>{t("action.back")}</Alt>
      <Act icon="box" whyNot={place.trim() ? null : t("receipt.place.needed")} onPress={submit}>{t(isAside ? "receipt.aside_act" : "receipt.act")}</Act>
    </>
  );
  return (
    <Page title={t(isAside ? "label.put_aside" : "label.book")} sub={<><Num>{scan.report.lot}</Num> · <Num>{scan.report.serial}</Num></>} back="/scan" actions={actions}>
      <div class="narrow col">
        <p class="l b">{t("receipt.compare")}</p>
        <Field label={t("receipt.place")} hint={t("receipt.place.hint")} value={place} onInput={setPlace} />
        <Choice label={t("receipt.condition")} value={condition} options={[{ value: "good", label: t("receipt.condition.good") }, { value: "damaged", label: t("receipt.condition.damaged") }]} onInput={(value) => setCondition(value === "damaged" ? "damaged" : "good")} />
        <Field label={t("receipt.note")} value={note} lines={3} onInput={setNote} />
      </div>
    </Page>
  );
}
