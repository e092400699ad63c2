/** The script of the server-rendered page behind a label. */
import { upgrade } from "./certificates/upgrade.ts";
import { startOffline } from "./shell/offline.ts";

startOffline();
void upgrade(document, location);
// another code of the same item, opened in the same tab, changes the fragment alone
addEventListener("hashchange", () => location.reload());
