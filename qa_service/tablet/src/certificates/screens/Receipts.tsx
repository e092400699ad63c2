/** What was received here. */
import type { VNode } from "preact";
import { Act } from "../../shell/parts/Button.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Note, Num, Tag } from "../../shell/parts/Plates.tsx";
import { Reading } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { go } from "../../shell/router.ts";
import { moment, t } from "../../shell/words.ts";
import type { Receipt } from "../model.ts";

/** The list, newest first as the server tells it. */
export default function Receipts(): VNode {
  return (
    <Page title={t("receipts.title")} back="/" actions={<Act icon="scan" onPress={() => go("/scan")}>{t("today.scan")}</Act>}>
      <div class="narrow"><ReceiptsHome /></div>
    </Page>
  );
}

/** The same list as a part of the first page. */
export function ReceiptsHome(): VNode {
  const receipts = useResource<Receipt[]>("/api/receipts");
  const all = receipts.value ?? [];
  return (
    <section class="col">
      <h2>{t("receipts.title")}</h2>
      <Reading of={receipts} />
      {receipts.value !== null && all.length === 0 && <Note tone="plain" icon="plain" title={t("receipts.none")}>{t("receipts.none.todo")}</Note>}
      {all.slice(0, 100).map((each) => (
        <div class="card row wrap" key={each.id}>
          <div class="grow">
            <p class="b">{t("batch.lot_word")} <Num>{each.lot}</Num> · <Num>{each.serial}</Num></p>
            <p class="s dim">{[moment(each.at), each.place].filter(Boolean).join(" · ")}</p>
          </div>
          {each.state === "received" ? <Tag tone="good" icon="pass">{t("receipt.state.received")}</Tag> : <Tag tone="care" icon="care">{t("receipt.state.quarantined")}</Tag>}
        </div>
      ))}
    </section>
  );
}
