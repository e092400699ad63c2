/** The screens of this room. */
import type { Room } from "../shell/screens.ts";

export const INSPECTIONS: Room = { screens: [], home: [] };
