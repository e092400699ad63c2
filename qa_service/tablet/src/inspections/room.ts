/** The screens of this room. */
import type { Room } from "../shell/screens.ts";
import type { Role } from "../shell/session.ts";

// as the rules of the server name them
const TOOLS: readonly Role[] = ["inspector", "reviewer", "admin"];
const STUDIES: readonly Role[] = ["inspector", "reviewer"];

export const INSPECTIONS: Room = {
  screens: [
    { path: "/batches", load: async () => (await import("./screens/Batches.tsx")).default },
    { path: "/batches/new", roles: ["maker"], load: async () => (await import("./screens/NewBatch.tsx")).default },
    { path: "/batches/:batch", load: async () => (await import("./screens/Batch.tsx")).default },
    { path: "/batches/:batch/process", load: async () => (await import("./screens/Process.tsx")).default },
    { path: "/batches/:batch/units", load: async () => (await import("./screens/Units.tsx")).default },
    { path: "/batches/:batch/visit", load: async () => (await import("./screens/BeginVisit.tsx")).default },
    { path: "/exceptions/:batch", load: async () => (await import("./screens/Exceptions.tsx")).default },
    { path: "/tools", roles: TOOLS, load: async () => (await import("./screens/Tools.tsx")).default },
    { path: "/tools/instrument", roles: TOOLS, load: async () => (await import("./screens/Tools.tsx")).NewInstrument },
    { path: "/tools/sheet", roles: TOOLS, load: async () => (await import("./screens/RegisterSheet.tsx")).default },
    { path: "/tools/print", roles: TOOLS, load: async () => (await import("./screens/PrintSheet.tsx")).default },
    { path: "/tools/camera", roles: TOOLS, load: async () => (await import("./screens/CameraProfile.tsx")).default },
    { path: "/studies", roles: STUDIES, load: async () => (await import("./screens/Studies.tsx")).default },
    { path: "/studies/new", roles: STUDIES, load: async () => (await import("./screens/Studies.tsx")).NewStudy },
    { path: "/studies/:study", roles: STUDIES, load: async () => (await import("./screens/StudyPage.tsx")).default },
    { path: "/visits/:visit/room", load: async () => (await import("./screens/RoomPage.tsx")).default },
    { path: "/visits/:visit", load: async () => (await import("./screens/VisitGrid.tsx")).default },
    { path: "/visits/:visit/units/:unit/items/:item", load: async () => (await import("./screens/ItemPage.tsx")).default },
    { path: "/visits/:visit/units/:unit/items/:item/measuring", load: async () => (await import("./screens/Measuring.tsx")).default },
    { path: "/visits/:visit/summary", load: async () => (await import("./screens/Summary.tsx")).default },
    { path: "/visits/:visit/review", load: async () => (await import("./screens/Review.tsx")).default },
  ],
  home: [
    { roles: ["design_owner"], order: 0, load: async () => (await import("./screens/Exceptions.tsx")).ExceptionsHome },
    { roles: ["inspector", "reviewer"], order: 1, load: async () => (await import("./screens/Home.tsx")).VisitsHome },
    { roles: ["inspector", "reviewer"], order: 3, load: async () => (await import("./screens/Home.tsx")).OtherVisitsHome },
    { roles: ["maker", "issuer", "inspector", "reviewer", "auditor"], order: 2, load: async () => (await import("./screens/Home.tsx")).BatchesHome },
  ],
};
