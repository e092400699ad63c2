/** Bring what was just said to the eye: into the middle of its screen, and focused, so that it is read out. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** An element that a person must see now; it needs tabIndex -1 or to be a field. */
export function bringToSight(found: HTMLElement | null): void {
  if (found === null) return;
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

/** Brings an element to sight whenever it is about something new; null is about nothing. */
export function useSight<E extends HTMLElement>(about: unknown): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    if (about !== null) bringToSight(ref.current);
  }, [about]);
  return ref;
}
