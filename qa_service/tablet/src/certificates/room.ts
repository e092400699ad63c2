/** The screens of this room. */
import type { Room } from "../shell/screens.ts";

export const CERTIFICATES: Room = {
  screens: [
    { path: "/scan", load: async () => (await import("./screens/Scan.tsx")).default, isPublic: true },
    { path: "/label", load: async () => (await import("./screens/LabelPage.tsx")).default, isPublic: true },
    { path: "/carton", load: async () => (await import("./screens/Carton.tsx")).default, isPublic: true },
    { path: "/trust", load: async () => (await import("./screens/Trust.tsx")).default, isPublic: true },
    { path: "/C/:number", load: async () => (await import("./screens/Opened.tsx")).default, isPublic: true },
    { path: "/01/:gtin/10/:lot/21/:serial", load: async () => (await import("./screens/Opened.tsx")).default, isPublic: true },
    { path: "/recalls", load: async () => (await import("./screens/Recalls.tsx")).default },
    { path: "/recalls/new", load: async () => (await import("./screens/NewRecall.tsx")).default },
    { path: "/keys", load: async () => (await import("./screens/Keys.tsx")).default },
    { path: "/complaints", roles: ["issuer", "reviewer", "admin", "auditor"], load: async () => (await import("./screens/Complaints.tsx")).default },
    { path: "/receipts", load: async () => (await import("./screens/Receipts.tsx")).default },
    { path: "/batches/:batch/release", load: async () => (await import("./screens/Release.tsx")).default },
    { path: "/batches/:batch/labels", load: async () => (await import("./screens/Labels.tsx")).default },
    { path: "/certificates/:certificate", load: async () => (await import("./screens/Certificates.tsx")).default },
  ],
  home: [
    { roles: ["receiver"], order: 1, load: async () => (await import("./screens/Receipts.tsx")).ReceiptsHome },
    { roles: ["issuer", "auditor"], order: 1, load: async () => (await import("./screens/Certificates.tsx")).CertificatesHome },
    { roles: ["issuer", "reviewer"], order: 0, load: async () => (await import("./screens/Complaints.tsx")).ComplaintsHome },
    { roles: ["issuer", "admin"], order: 4, load: async () => (await import("./screens/Recalls.tsx")).RecallsHome },
  ],
};
