/** Which screen is shown: before sign-in, at first start, and by the path. */
import { render, type ComponentType, type VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem, type Problem } from "./api.ts";
import { Act } from "./parts/Button.tsx";
import { Page } from "./parts/Page.tsx";
import { Note } from "./parts/Plates.tsx";
import { Trouble } from "./parts/Trouble.tsx";
import { onReturn, startReaching } from "./reaching.ts";
import { go, here, query, startRouter } from "./router.ts";
import { screenAt, type ScreenProps } from "./screens.ts";
import { startSender } from "./sender.ts";
import { hasRole, refreshSession, session } from "./session.ts";
import { startSettings } from "./settings.ts";
import { startWords, t } from "./words.ts";

const loaded = new Map<string, ComponentType<ScreenProps>>();

/** The path to show: the one asked for, or the door in front of it. */
function shownPath(): string | null {
  const known = session.value;
  if (known === null) return null;
  if (known.first_start) return "/first-start";
  const found = screenAt(here.value);
  if (!known.signed_in && !found?.screen.isPublic) return "/sign-in";
  return here.value;
}

function App(): VNode | null {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [, redraw] = useState(0);
  const ask = (): void => {
    refreshSession().then(() => setProblem(null), (thrown: unknown) => setProblem(asProblem(thrown)));
  };
  useEffect(() => {
    ask();
    // who was here last may have been signed out meanwhile
    return onReturn(() => void refreshSession().catch(() => undefined));
  }, []);
  const path = shownPath();
  const found = path === null ? null : screenAt(path);
  useEffect(() => {
    if (!found || loaded.has(found.screen.path)) return;
    found.screen.load().then((screen) => {
      loaded.set(found.screen.path, screen);
      redraw((count) => count + 1);
    }, (thrown: unknown) => setProblem(asProblem(thrown)));
  }, [found?.screen.path]);
  if (problem) return <Page title={t("app.name")}><Trouble problem={problem} onRetry={ask} /></Page>;
  if (path === null) return null;
  if (!found) return <Elsewhere title={t("app.not_here")}>{t("app.not_here.todo")}</Elsewhere>;
  const { roles } = found.screen;
  if (roles && !hasRole(...roles)) return <Elsewhere title={t("trouble.403")}>{t("app.for_others", { roles: roles.map((role) => t(`role.${role}`)).join(", ") })}</Elsewhere>;
  const Shown = loaded.get(found.screen.path);
  // a screen starts afresh for another thing or another query, not only for another kind of screen
  return Shown ? <Shown key={`${path}?${query.value}`} params={found.params} /> : null;
}

/** No screen for this person at this path: why, and the way back. */
function Elsewhere({ title, children }: { title: string; children: string }): VNode {
  const actions = <Act iconAfter="next" onPress={() => go("/")}>{t("action.to_today")}</Act>;
  return (
    <Page title={t("app.not_here")} back="/" actions={actions}>
      <div class="narrow"><Note tone="plain" icon="plain" title={title}>{children}</Note></div>
    </Page>
  );
}

/** Start the app in the page. */
export async function start(): Promise<void> {
  startSettings();
  startReaching();
  startRouter();
  await Promise.all([startWords(), startSender()]);
  const place = document.getElementById("app");
  if (place) render(<App />, place);
}
