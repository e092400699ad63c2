/** The screens of this room. */
import type { Room } from "../shell/screens.ts";

export const CHECKLISTS: Room = {
  screens: [
    { path: "/designs", load: async () => (await import("./screens/Designs.tsx")).default },
    { path: "/designs/:design", load: async () => (await import("./screens/Designs.tsx")).DesignPage },
    { path: "/revisions/:revision", load: async () => (await import("./screens/RevisionPage.tsx")).default },
    { path: "/checklists/:checklist", load: async () => (await import("./screens/ChecklistPage.tsx")).default },
  ],
  home: [
    { roles: ["design_owner"], order: 1, load: async () => (await import("./screens/Designs.tsx")).DesignsHome },
  ],
};
