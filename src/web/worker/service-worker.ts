import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { keepShared } from './keep-shared.ts';

declare const self: ServiceWorkerGlobalScope;

/** What the server answers for itself, also when a browser navigates there. */
const NOT_THE_PAGE = [/^\/v1\//, /^\/docs/, /^\/openapi/, /^\/(healthz|readyz|metrics)/];

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: NOT_THE_PAGE }));
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname === '/share',
  ({ request }) => keepShared(request),
  'POST',
);

// A new version takes over when the page says so, never while a session runs.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
