import type { LiveClient } from '../../adapters/wire/live/live-client.ts';

const clients = new Set<LiveClient>();

/** Woken whenever the network is back or the page is seen again, until the answered function is called. */
export function keepAwake(client: LiveClient): () => void {
  clients.add(client);
  return () => void clients.delete(client);
}

function wake(): void {
  if (document.visibilityState !== 'visible') return;
  for (const client of clients) client.wake();
}
addEventListener('online', wake);
document.addEventListener('visibilitychange', wake);
