/** All batches that may be seen. */
import type { VNode } from "preact";
import { Act } from "../../shell/parts/Button.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { go } from "../../shell/router.ts";
import { hasRole } from "../../shell/session.ts";
import { t } from "../../shell/words.ts";
import { BatchesHome } from "./Home.tsx";

/** The list. */
export default function Batches(): VNode {
  return (
    <Page title={t("batches.title")} back="/" actions={hasRole("maker") ? <Act icon="plus" onPress={() => go("/batches/new")}>{t("today.new_batch")}</Act> : undefined}>
      <div class="narrow"><BatchesHome /></div>
    </Page>
  );
}
