/** The service worker: after the first visit the app opens without network. Only over a safe connection. */

const WORKER = "/app/sw.js";

/** Register it once the page is there; a browser that cannot goes on without. */
export function startOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  const register = (): void => {
    // the page behind a label lies outside /app/; a mirror that may not widen the scope still serves the app
    navigator.serviceWorker.register(WORKER, { scope: "/" }).catch(() => navigator.serviceWorker.register(WORKER)).catch(() => undefined);
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

/** Whether everything for work without network is on this device. */
export async function isReadyOffline(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const found = await navigator.serviceWorker.getRegistration("/app/");
  return found?.active?.state === "activated";
}
