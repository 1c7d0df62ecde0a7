import { sendJson } from '../api/api-client.ts';
import type { AddedSummaryBrowserJson } from '../api/contract.ts';
import { forget, keep, recall } from '../browser-storage.ts';
import { browserName } from './browser-name.ts';

/** Under which this browser is known to the server. */
const KEY = 'zone-coach.push';

/** The id of this browser among those that get messages; null where it gets none. */
export function pushId(): string | null {
  return recall(KEY);
}

/** Whether this browser can be sent messages at all: only over https, and not on an iPhone before the page is installed. */
export function canBePushed(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/**
 * Lets the server send messages to this browser; asks the person where the browser has not yet. False where they refuse.
 *
 * @throws where the push service of the browser gives no subscription, or the server does not take it.
 */
export async function startPush(serverKey: string, fallbackName: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made for another key is of no use.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
  const { endpoint, keys } = made.toJSON();
  const named = browserName(navigator.userAgent);
  const { id } = await sendJson<AddedSummaryBrowserJson>('POST', '/v1/summary/browsers', {
    name: named === null ? fallbackName : `${named.browser}, ${named.system}`,
    endpoint,
    keys,
  });
  keep(KEY, id);
  return true;
}

/** The browser takes nothing any more, whoever sends it. */
export async function stopPush(): Promise<void> {
  forget(KEY);
  if (!canBePushed()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
