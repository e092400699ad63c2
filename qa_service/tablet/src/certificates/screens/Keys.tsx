/** Keys of the network: who may sign what, from when to when; rotate, retire, revoke. The root changes by a ceremony only. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asProblem, send, type Problem } from "../../shell/api.ts";
import { Act, Alt } from "../../shell/parts/Button.tsx";
import { Choice, Field } from "../../shell/parts/Fields.tsx";
import type { IconName } from "../../shell/parts/Icon.tsx";
import { Page } from "../../shell/parts/Page.tsx";
import { Dialog } from "../../shell/parts/Photo.tsx";
import { Note, Num, Tag, type Tone } from "../../shell/parts/Plates.tsx";
import { SignCard } from "../../shell/parts/Sign.tsx";
import { Reading, Trouble } from "../../shell/parts/Trouble.tsx";
import { useResource } from "../../shell/resource.ts";
import { hasRole, session } from "../../shell/session.ts";
import { day, t } from "../../shell/words.ts";
import type { KeyRow, RootRow } from "../model.ts";

type Step = "rotate" | "retire" | "revoke";

const STATE: Readonly<Record<KeyRow["state"], readonly [Tone, IconName]>> = { active: ["good", "pass"], retired: ["plain", "na"], revoked: ["stop", "fail"] };
const SOON_ms = 30 * 86_400_000;

/** Only the network operator's administrator changes keys. */
function mayChange(): boolean {
  return hasRole("admin") && session.value?.organisation?.kind === "network_operator";
}

/** Root first, then active keys, then the others. */
export default function KeysPage(): VNode {
  const keys = useResource<{ root: RootRow | null; keys: KeyRow[] }>("/api/keys");
  const [chosen, setChosen] = useState<{ key: KeyRow; step: Step } | null>(null);
  const rank = (each: KeyRow): number => (each.state === "active" ? 0 : 1);
  const all = [...(keys.value?.keys ?? [])].sort((a, b) => rank(a) - rank(b));
  return (
    <Page title={t("keys.title")} back="/">
      <Reading of={keys} />
      <div class="narrow col">
        {keys.value?.root && <Root root={keys.value.root} />}
        {!mayChange() && keys.value && <Note tone="plain" icon="plain" title={t("keys.who_changes")} />}
        {all.map((each) => <KeyCard key={each.id} of={each} onStep={(step) => setChosen({ key: each, step })} />)}
      </div>
      <StepDialog key={`${chosen?.key.id}${chosen?.step}`} chosen={chosen} onClose={() => setChosen(null)} onDone={() => void keys.reload()} />
    </Page>
  );
}

function Root({ root }: { root: RootRow }): VNode {
  return (
    <section class="card col gap-s">
      <h2>{t("keys.root", { version: root.version })}</h2>
      <p class="b num" dir="ltr">{root.words.join(" ")}</p>
      <p>{t("keys.root.threshold", { threshold: root.threshold, all: root.keys.length })} {t("keys.until", { date: day(root.expires_at) })}</p>
      {root.on_server > 0 && <Note tone="care" icon="care" title={t("keys.root.on_server", { count: root.on_server })}>{t("keys.root.ceremony")}</Note>}
    </section>
  );
}

function KeyCard({ of, onStep }: { of: KeyRow; onStep: (step: Step) => void }): VNode {
  const [tone, icon] = STATE[of.state];
  const ends = Date.parse(of.valid_to) - Date.now();
  const scope = [...of.scope_makers.map((each) => t("keys.maker", { number: String(each) })), ...of.scope_gtins];
  return (
    <section class="card col gap-s">
      <div class="row wrap">
        <h2 class="grow">{t(`keys.role.${of.role}`)} · <Num>{of.organisation}</Num></h2>
        <Tag tone={tone} icon={icon}>{t(`keys.state.${of.state}`)}</Tag>
      </div>
      <p class="num s" dir="ltr">{of.words.join(" ")}</p>
      <p>{t("keys.from_to", { from: day(of.valid_from), to: day(of.valid_to) })}</p>
      {of.state === "active" && ends < SOON_ms && <Note tone="care" icon="care" title={t(ends < 0 ? "keys.over" : "keys.ends_soon")} />}
      <p class="s">{scope.length > 0 ? t("keys.scope", { what: scope.join(", ") }) : t("keys.scope.all")} {t(of.is_here ? "keys.here" : "keys.elsewhere")}</p>
      {of.state === "revoked" && <p class="s b">{of.leaf_cut === null ? t("keys.nothing_good") : t("keys.good_to", { leaf: of.leaf_cut })}</p>}
      {mayChange() && of.role !== "root" && of.state !== "revoked" && (
        <div class="row wrap">
          {of.state === "active" && <Alt small onPress={() => onStep("rotate")}>{t("keys.rotate")}</Alt>}
          {of.state === "active" && <Alt small onPress={() => onStep("retire")}>{t("keys.retire")}</Alt>}
          <Alt small stop onPress={() => onStep("revoke")}>{t("keys.revoke")}</Alt>
        </div>
      )}
    </section>
  );
}

function StepDialog({ chosen, onClose, onDone }: { chosen: { key: KeyRow; step: Step } | null; onClose: () => void; onDone: () => void }): VNode {
  const [reason, setReason] = useState("");
  const [good, setGood] = useState<"none" | "some">("none");
  const [leaf, setLeaf] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const step = chosen?.step ?? "rotate";
  const isRevoke = step === "revoke";
  const hasCut = isRevoke && good === "some";
  const whyNot = step !== "rotate" && !reason.trim() ? t("batch.reason.needed") : hasCut && !/^\d{1,9}$/.test(leaf.trim()) ? t("keys.leaf.needed") : password ? null : t("summary.password_first");
  const take = async (): Promise<void> => {
    const said = { password, ...(step === "rotate" ? {} : { reason: reason.trim() }), ...(isRevoke ? { good_up_to_leaf: hasCut ? Number(leaf) : null } : {}) };
    try {
      await send("POST", `/api/keys/${chosen?.key.id}/${step}`, said);
      setProblem(null);
      onClose();
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  return (
    <Dialog isOpen={chosen !== null} onClose={onClose} label={t(`keys.${step}`)}>
      <div class="col">
        {chosen && <p class="b">{t(`keys.role.${chosen.key.role}`)} · <Num>{chosen.key.organisation}</Num></p>}
        {step !== "rotate" && <Field label={t("batch.reason")} value={reason} lines={2} onInput={setReason} />}
        {isRevoke && (
          <>
            <Choice label={t("keys.good")} value={good} options={[{ value: "none", label: t("keys.good.none") }, { value: "some", label: t("keys.good.some") }]} onInput={(value) => setGood(value === "some" ? "some" : "none")} />
            {hasCut && <Field label={t("keys.leaf")} hint={t("keys.leaf.hint")} value={leaf} mode="numeric" onInput={setLeaf} />}
          </>
        )}
        <SignCard meaning={t(`keys.${step}.meaning`)} after={t("keys.after")} password={password} onPassword={setPassword} />
        <Trouble problem={problem} />
        <div class="row wrap">
          <Alt onPress={onClose}>{t("action.back")}</Alt>
          <Act danger={isRevoke} whyNot={whyNot} onPress={take}>{t(`keys.${step}`)}</Act>
        </div>
      </div>
    </Dialog>
  );
}
