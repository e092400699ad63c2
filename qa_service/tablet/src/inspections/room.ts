/** The screens of this room. */
import type { Room } from "../shell/screens.ts";

export const INSPECTIONS: Room = {
  screens: [
    { path: "/batches", load: async () => (await import("./screens/Batches.tsx")).default },
    { path: "/batches/new", load: async () => (await import("./screens/NewBatch.tsx")).default },
    { path: "/batches/:batch", load: async () => (await import("./screens/Batch.tsx")).default },
    { path: "/batches/:batch/process", load: async () => (await import("./screens/Process.tsx")).default },
    { path: "/batches/:batch/units", load: async () => (await import("./screens/Units.tsx")).default },
    { path: "/batches/:batch/visit", load: async () => (await import("./screens/BeginVisit.tsx")).default },
    { path: "/exceptions/:batch", load: async () => (await import("./screens/Exceptions.tsx")).default },
    { path: "/tools", load: async () => (await import("./screens/Tools.tsx")).default },
    { path: "/tools/instrument", load: async () => (await import("./screens/Tools.tsx")).NewInstrument },
    { path: "/tools/sheet", load: async () => (await import("./screens/RegisterSheet.tsx")).default },
    { path: "/tools/print", load: async () => (await import("./screens/PrintSheet.tsx")).default },
    { path: "/tools/camera", load: async () => (await import("./screens/CameraProfile.tsx")).default },
    { path: "/studies", load: async () => (await import("./screens/Studies.tsx")).default },
    { path: "/studies/new", load: async () => (await import("./screens/Studies.tsx")).NewStudy },
    { path: "/studies/:study", load: async () => (await import("./screens/StudyPage.tsx")).default },
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
    { roles: ["maker", "issuer", "inspector", "reviewer", "auditor"], order: 2, load: async () => (await import("./screens/Home.tsx")).BatchesHome },
  ],
};
