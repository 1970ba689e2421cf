// Keeps the whole book in the browser, so that it can be read and its labs run without a network.
// VERSION and FILES are filled in when the book is built; a new version is fetched in the
// background and shown at the next visit.
const NAME = "peer-support-";
const KEPT = NAME + "VERSION";
const FILES = ["FILES"];

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const kept = await caches.open(KEPT);
    // A few at a time: a phone and a small server both have other things to do.
    for (let i = 0; i < FILES.length; i += 8) await kept.addAll(FILES.slice(i, i + 8));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(NAME) && name !== KEPT) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  event.respondWith((async () => {
    const kept = await caches.open(KEPT);
    const found = await kept.match(event.request, { ignoreSearch: true });
    if (!found) return fetch(event.request);
    // A stored answer brings its own address along, without what stands behind the question mark,
    // and a module reads that. A new answer has the address that was asked for.
    return new Response(found.body, { status: found.status, headers: found.headers });
  })());
});
