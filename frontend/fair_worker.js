// Answers for the page of a stand when the network is away. The server writes `self.KEPT` above: page, files, version.
const { page, files, version } = self.KEPT;
const CACHE = `negoce-fair-${version}`;
const PATIENCE = 4_000;

self.addEventListener("install", (event) => event.waitUntil(store().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === page) event.respondWith(newest(event.request));
  else if (files.includes(url.pathname)) event.respondWith(known(event.request));
});

async function store() {
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  const answer = await fetch(page, { credentials: "same-origin", cache: "no-store" });
  // Who is signed out is led elsewhere: that page is not ours to keep.
  if (answer.ok && !answer.redirected) await cache.put(page, answer);
}

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith("negoce-fair-") && name !== CACHE) await caches.delete(name);
}

// The page as the server has it; the kept one when it does not answer, or too slowly for a stand.
async function newest(request) {
  const cache = await caches.open(CACHE);
  const held = await cache.match(page);
  try {
    // The way to the sign-in page is for the browser to follow: it is handed on as it is.
    const signal = held ? AbortSignal.timeout(PATIENCE) : undefined;
    const answer = await fetch(request.url, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal });
    if (answer.ok) await cache.put(page, answer.clone());
    return answer.status >= 500 && held ? held : answer;
  } catch (error) {
    if (held) return held;
    throw error;
  }
}

async function known(request) {
  const held = await (await caches.open(CACHE)).match(request, { ignoreSearch: true });
  return held ?? fetch(request);
}
