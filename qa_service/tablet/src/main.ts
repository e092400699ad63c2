/** Joins the rooms and starts the app. */
import { CERTIFICATES } from "./certificates/room.ts";
import { CHECKLISTS } from "./checklists/room.ts";
import { INSPECTIONS } from "./inspections/room.ts";
import { start } from "./shell/App.tsx";
import { startOffline } from "./shell/offline.ts";
import { SHELL } from "./shell/room.ts";
import { register } from "./shell/screens.ts";

register([SHELL, CHECKLISTS, INSPECTIONS, CERTIFICATES]);
startOffline();
void start();
