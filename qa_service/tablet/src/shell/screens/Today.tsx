/** The first page: what waits for this person, then what is kept on this device. */
import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Alt } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Page } from "../parts/Page.tsx";
import { Note, Num } from "../parts/Plates.tsx";
import { go } from "../router.ts";
import { homeParts, mainStep } from "../screens.ts";
import { lastSent, unsentCount } from "../sender.ts";
import { hasRole, session, type Role } from "../session.ts";
import { clock, longDay, t } from "../words.ts";

type Part = ComponentType<object>;

/** Parts by role, each brought by its room. */
export default function Today(): VNode {
  const who = session.value;
  const [parts, setParts] = useState<readonly Part[]>([]);
  useEffect(() => {
    void Promise.all(homeParts(who?.roles ?? []).map((part) => part.load())).then(setParts);
  }, [who?.person?.id]);
  const roles = (who?.roles ?? []).map((role) => t(`role.${role}`)).join(", ");
  const actions = (
    <>
      <Alt icon="person" onPress={() => go("/device")}>{t("today.device")}</Alt>
      {hasRole("admin") && !isMainFor("admin") && <Alt icon="people" onPress={() => go("/people")}>{t("people.title")}</Alt>}
      {hasRole("admin", "maker", "inspector", "reviewer", "issuer") && <Alt icon="doc" onPress={() => go("/designs")}>{t("designs.title")}</Alt>}
      {hasRole("inspector", "reviewer") && <Alt icon="caliper" onPress={() => go("/tools")}>{t("tools.title")}</Alt>}
      <MainAction roles={who?.roles ?? []} />
    </>
  );
  return (
    <Page title={t("today.title")} sub={<><span class="only-wide">{`${longDay(new Date())} · `}</span>{who?.person?.name ?? ""}<span class="only-wide">{`, ${roles}`}</span></>} name={t("today.title")} actions={actions}>
      <div class="two">
        <div class="col gap-l">
          {parts.map((Part, index) => (
            <Part key={index} />
          ))}
          {homeParts(who?.roles ?? []).length === 0 && <Note tone="plain" icon="plain" title={t("today.nothing")}>{t("today.nothing.todo")}</Note>}
        </div>
        <KeptHere />
      </div>
    </Page>
  );
}

const MAIN: readonly (readonly [Role, string, string])[] = [
  ["maker", "/batches/new", "today.new_batch"],
  ["receiver", "/scan", "today.scan"],
  ["inspector", "/batches", "today.batches"],
  ["issuer", "/batches", "today.batches"],
  ["reviewer", "/batches", "today.batches"],
  ["design_owner", "/designs", "designs.title"],
  ["admin", "/people", "people.title"],
];

/** Whether the main action already leads where this role goes. */
function isMainFor(role: Role): boolean {
  return MAIN.find(([each]) => hasRole(each))?.[0] === role;
}

function MainAction({ roles }: { roles: readonly Role[] }): VNode {
  const found = MAIN.find(([role]) => roles.includes(role)) ?? (["auditor", "/scan", "today.scan"] as const);
  const [, to, code] = found;
  const offered = mainStep.value;
  return (
    <button type="button" class="act end" onClick={() => go(offered?.to ?? to)}>
      <span>{offered?.words ?? t(code)}</span>
      <Icon name="next" />
    </button>
  );
}

/** What has not left this device yet. */
function KeptHere(): VNode {
  const count = unsentCount.value;
  return (
    <aside class="col">
      <h2>{t("kept.title")}</h2>
      <div class="card col">
        <div class="row">
          <span class="x2 b"><Num>{count}</Num></span>
          <p class="b grow">{t("kept.not_sent_word", { count })}</p>
        </div>
        <p class="s">{count > 0 ? t("kept.stay") : t("kept.none")}</p>
        <Alt icon="unsent" onPress={() => go("/outbox")}>{t("kept.open")}</Alt>
      </div>
      {lastSent.value && (
        <div class="card row">
          <Icon name="sent" size="big" />
          <p class="b">{t("kept.last_sent", { time: clock(lastSent.value) })}</p>
        </div>
      )}
    </aside>
  );
}
