/** The screens of the house. */
import type { Room } from "./screens.ts";

export const SHELL: Room = {
  screens: [
    { path: "/", load: async () => (await import("./screens/Today.tsx")).default },
    { path: "/sign-in", load: async () => (await import("./screens/SignIn.tsx")).default, isPublic: true },
    { path: "/reset", load: async () => (await import("./screens/SignIn.tsx")).Reset, isPublic: true },
    { path: "/first-start", load: async () => (await import("./screens/FirstStart.tsx")).default, isPublic: true },
    { path: "/outbox", load: async () => (await import("./screens/Outbox.tsx")).default },
    { path: "/device", load: async () => (await import("./screens/Device.tsx")).default },
    { path: "/people", roles: ["admin"], load: async () => (await import("./screens/People.tsx")).default },
    { path: "/people/new", roles: ["admin"], load: async () => (await import("./screens/People.tsx")).NewPerson },
    { path: "/people/:person", roles: ["admin"], load: async () => (await import("./screens/People.tsx")).PersonPage },
    { path: "/organisations/new", roles: ["admin"], load: async () => (await import("./screens/People.tsx")).NewOrganisation },
  ],
  home: [],
};
