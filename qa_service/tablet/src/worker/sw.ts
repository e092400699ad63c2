/**
 * Keeps the whole app on the device. The list of files and its version are written in by precache.mjs after the build,
 * so that a new build is a new worker; it waits until the last window of the old one is closed.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

const VERSION = "__VERSION__";
const FILES = "__FILES__".split(" ");
const CACHE = `qa-app-${VERSION}`;
const SHELL = "/app/index.html";
const PATIENCE_ms = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil((async () => (await caches.open(CACHE)).addAll(FILES.map((each) => new Request(`/app/${each}`, { cache: "reload" }))))());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((each) => each.startsWith("qa-app-") && each !== CACHE);
    await Promise.all(old.map((each) => caches.delete(each)));
    await worker.clients.claim();
  })());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith("/app/")) event.respondWith(fromCache(SHELL, request));
  else if (request.mode === "navigate" && /^\/(?:01|C)\//.test(url.pathname)) event.respondWith(fromServerFirst(request));
  else if (url.pathname.startsWith("/app/")) event.respondWith(fromCache(url.pathname, request));
  // /api/ and /published/ always go to the server: what was read before is kept by the app itself, with its age
});

async function fromCache(path: string, request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(path)) ?? fetch(request);
}

/** The page behind a label or a packing slip; without network the app judges the code in its place. */
async function fromServerFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_ms) });
  } catch {
    return fromCache(SHELL, request);
  }
}
