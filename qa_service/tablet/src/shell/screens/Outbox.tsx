/** Every record that has not been acknowledged: what it is, why it waits, what can be done. */
import type { VNode } from "preact";
import type { Envelope } from "../outbox.ts";
import { Act, Alt } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Page } from "../parts/Page.tsx";
import { Note } from "../parts/Plates.tsx";
import { problemWords } from "../parts/Trouble.tsx";
import { isOffline } from "../reaching.ts";
import { giveUp, kept, problemOf, sendAll, tryAgain } from "../sender.ts";
import { session } from "../session.ts";
import { copyOfAll } from "../store.ts";
import { moment, t } from "../words.ts";

/** A list with the actions of each record. */
export default function Outbox(): VNode {
  const all = kept.value;
  const actions = (
    <>
      <Alt icon="down" onPress={saveCopy}>{t("outbox.save_copy")}</Alt>
      <Act icon="unsent" onPress={sendAll}>{t("outbox.send_now")}</Act>
    </>
  );
  return (
    <Page title={t("outbox.title")} sub={t("kept.not_sent", { count: all.length })} back="/" actions={actions}>
      <div class="col narrow">
        {isOffline.value && (
          <Note tone="care" icon="off" title={t("outbox.offline")}>
            {t("kept.stay")}
          </Note>
        )}
        {all.length === 0 && (
          <Note tone="good" icon="pass" title={t("net.all_sent")}>
            {t("outbox.empty")}
          </Note>
        )}
        {all.map((each) => (
          <Record key={each.id} envelope={each} />
        ))}
      </div>
    </Page>
  );
}

function Record({ envelope }: { envelope: Envelope }): VNode {
  const isMine = envelope.person_id === session.value?.person?.id;
  const isRefused = envelope.state === "refused";
  const { what, todo } = isRefused ? problemWords(problemOf(envelope)) : { what: t(isMine ? "outbox.waits" : "outbox.of_other"), todo: "" };
  return (
    <section class={`card col gap-s ${isRefused ? "care" : ""}`}>
      <div class="row">
        <Icon name={isRefused ? "care" : "unsent"} />
        <div class="grow">
          <p class="b">{envelope.about}</p>
          <p class="s dim">{moment(envelope.made_at)}</p>
          <p class="s">{what}</p>
          {todo && <p class="s">{todo}</p>}
        </div>
      </div>
      {isRefused && isMine && (
        <div class="row wrap">
          <Alt small onPress={() => tryAgain(envelope)}>{t("action.try_again")}</Alt>
          <Alt small stop onPress={async () => { await saveCopy(); await giveUp(envelope); }}>{t("outbox.give_up")}</Alt>
        </div>
      )}
    </section>
  );
}

async function saveCopy(): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await copyOfAll());
  link.download = `qa-outbox-${new Date().toISOString().slice(0, 16).replace(":", "")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
