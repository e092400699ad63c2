/** Whether the server can be reached; while it cannot, asks by itself whether it answers again. */
import { computed, effect, signal, untracked } from "@preact/signals";
import { isAnswering, isReachable } from "./api.ts";

const FIRST_WAIT_ms = 2_000;
const LONGEST_WAIT_ms = 30_000;

const isOnline = signal(navigator.onLine);
/** No network now, as far as this device knows. */
export const isOffline = computed(() => !isOnline.value || !isReachable.value);

/** How long to wait before asking again: 2 s, doubling, at most 30 s, as each question is a few bytes. */
function waitBeforeAsking_ms(unanswered: number): number {
  return Math.min(FIRST_WAIT_ms * 2 ** unanswered, LONGEST_WAIT_ms);
}

/** Calls back each time that the server can be reached again; the answer ends that. */
export function onReturn(callBack: () => void): () => void {
  let wasOffline = isOffline.peek();
  return effect(() => {
    const isBack = wasOffline && !isOffline.value;
    wasOffline = isOffline.value;
    if (isBack) untracked(callBack);
  });
}

/** Follow the network for as long as the page is open. */
export function startReaching(): void {
  addEventListener("online", () => {
    // a network is no server yet, but what waited is worth a try
    isReachable.value = true;
    isOnline.value = true;
  });
  addEventListener("offline", () => {
    isOnline.value = false;
  });
  // without a screen that asks or a record that waits nothing would find out that one lost answer was only that
  effect(() => {
    if (!isOnline.value || isReachable.value) return undefined;
    let unanswered = 0;
    let timer: number | undefined;
    const askLater = (): void => {
      timer = setTimeout(() => void isAnswering().then((isThere) => {
        unanswered += 1;
        if (!isThere && timer !== undefined) askLater();
      }), waitBeforeAsking_ms(unanswered));
    };
    askLater();
    return () => {
      clearTimeout(timer);
      timer = undefined;
    };
  });
}
