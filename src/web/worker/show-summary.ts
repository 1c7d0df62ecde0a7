import type { SummaryPush } from '../../adapters/wire/summary-lines.ts';

declare const self: ServiceWorkerGlobalScope;

/** Shows a summary that was pushed; a later one of the same week takes its place. */
export async function showSummary(data: PushMessageData | null): Promise<void> {
  // Every push must be seen, or the browser ends the subscription: one without words shows whose it was.
  const { week, title, body, locale } = (data?.json() ?? {}) as Partial<SummaryPush>;
  await self.registration.showNotification(title ?? 'Zone Coach', {
    ...(body !== undefined && { body }),
    ...(locale !== undefined && { lang: locale }),
    tag: `zone-coach.summary.${week ?? ''}`,
    icon: '/icon-192.png',
    data: week === undefined ? '/' : `/#/week/${week}`,
  });
}

/** Opens the week, in a window that is open already where there is one. */
export async function openSummary(notification: Notification): Promise<void> {
  notification.close();
  const address = typeof notification.data === 'string' ? notification.data : '/';
  const windows = await self.clients.matchAll({ type: 'window' });
  // A run goes on where it is watched: only a page that shows no run is led elsewhere.
  const window = windows.find(({ url }) => !new URL(url).hash.startsWith('#/live'));
  if (window === undefined) {
    await self.clients.openWindow(address);
    return;
  }
  await window.focus();
  await window.navigate(address);
}
