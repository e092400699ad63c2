/** A label or a packing slip that a phone's camera opened as an address while there was no network: the app judges it in the page's place. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Page } from "../../shell/parts/Page.tsx";
import { Trouble } from "../../shell/parts/Trouble.tsx";
import { Problem } from "../../shell/api.ts";
import { t } from "../../shell/words.ts";
import { openTrust, trusted } from "../kit/device.ts";
import { openedText } from "../opened.ts";
import { check, shown } from "../scanning.ts";
import LabelPage from "./LabelPage.tsx";

/** Checks the address and shows the verdict. */
export default function Opened(): VNode {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    shown.value = null;
    void (async () => {
      await openTrust();
      const found = await check(openedText(location, trusted.value?.trust_list?.value.host ?? null));
      if (found instanceof Problem) setProblem(found);
      setDone(true);
    })();
  }, []);
  if (isDone && problem === null) return <LabelPage />;
  return <Page title={t("label.title")} back="/scan"><Trouble problem={problem} /></Page>;
}
