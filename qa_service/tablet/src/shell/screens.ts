/** The list of screens and of what the first page shows; each room brings its own, main.ts joins them. */
import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { match, type Params } from "./router.ts";
import type { Role } from "./session.ts";

export type ScreenProps = { readonly params: Params };

/** A screen is loaded when it is opened first. `isPublic`: before sign-in too. `roles`: for people with one of
 * these; others are told who may instead of a page full of refusals. The server decides in any case. */
export interface Screen {
  readonly path: string;
  readonly load: () => Promise<ComponentType<ScreenProps>>;
  readonly isPublic?: boolean;
  readonly roles?: readonly Role[];
}

/** A part of the first page for people with one of these roles; lower `order` stands higher. */
export interface HomePart {
  readonly roles: readonly Role[];
  readonly order: number;
  readonly load: () => Promise<ComponentType<object>>;
}

/** What a room brings. */
export interface Room {
  readonly screens: readonly Screen[];
  readonly home: readonly HomePart[];
}

/** What a part of the first page offers as the main action of the page; its words are ready. */
export interface MainStep {
  readonly to: string;
  readonly words: string;
}

/** a visit that was begun, then a certificate to sign, then a batch that waits */
const RANK = ["visit", "certificate", "batch"] as const;
type Offering = (typeof RANK)[number];
const offered = signal<Readonly<Partial<Record<Offering, MainStep | undefined>>>>({});

/** The most urgent step that a part offers; null while none does. */
export const mainStep = computed(() => RANK.map((from) => offered.value[from]).find((step) => step !== undefined) ?? null);

/** Offer a step, or none, as long as the part is shown. */
export function useMainStep(from: Offering, step: MainStep | null): void {
  useEffect(() => {
    offered.value = { ...offered.value, [from]: step ?? undefined };
    return () => {
      offered.value = { ...offered.value, [from]: undefined };
    };
  }, [from, step?.to, step?.words]);
}

let rooms: readonly Room[] = [];

/** Called once by main.ts. */
export function register(all: readonly Room[]): void {
  rooms = all;
}

/** The screen of a path with its parameters, or null. */
export function screenAt(path: string): { screen: Screen; params: Params } | null {
  for (const screen of rooms.flatMap((room) => room.screens)) {
    const params = match(screen.path, path);
    if (params !== null) return { screen, params };
  }
  return null;
}

/** The parts of the first page for a person. */
export function homeParts(roles: readonly Role[]): HomePart[] {
  return rooms
    .flatMap((room) => room.home)
    .filter((part) => part.roles.some((role) => roles.includes(role)))
    .sort((a, b) => a.order - b.order);
}
