import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { isServerPath } from '../../adapters/wire/server-paths.ts';
import { keepShared } from './keep-shared.ts';
import { openSummary, showSummary } from './show-summary.ts';

declare const self: ServiceWorkerGlobalScope;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
const page = createHandlerBoundToURL('index.html');
registerRoute(
  ({ request, url }) =>
    request.mode === 'navigate' && request.method === 'GET' && !isServerPath(url.pathname),
  page,
);
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname === '/share',
  ({ request }) => keepShared(request),
  'POST',
);

// A new version takes over when the page says so, never while a session runs.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('push', (event) => event.waitUntil(showSummary(event.data)));
self.addEventListener('notificationclick', (event) => event.waitUntil(openSummary(event.notification)));
