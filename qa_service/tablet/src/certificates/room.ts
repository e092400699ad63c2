/** The screens of this room. */
import type { Room } from "../shell/screens.ts";

export const CERTIFICATES: Room = { screens: [], home: [] };
