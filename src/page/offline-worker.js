// Keeps the built page for when there is no network. The build puts its file names and their hash in.
const FILES = /** @type {string[]} */ (__FILES__);
const OURS = `stillmotion ${self.registration.scope} `;
const CACHE = OURS + __VERSION__;

self.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

// Files carry a hash in their names, and the page is replaced together with this script: what is kept
// is never out of date by more than one visit.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate' });
    return kept ?? fetch(request);
  };
  if (request.method === 'GET' && new URL(request.url).origin === self.location.origin) {
    event.respondWith(answer());
  }
});
