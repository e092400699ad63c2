/** The script of the server-rendered page behind a label. */
import { upgrade } from "./certificates/upgrade.ts";
import { startOffline } from "./shell/offline.ts";

startOffline();
void upgrade(document, location);
