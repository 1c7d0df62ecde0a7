import { registerSW } from 'virtual:pwa-register';
import { effect } from '@preact/signals';
import { whenAnswered } from '../api/when-answered.ts';
import { liveView } from '../live/live-view.ts';

/**
 * Keeps the page installable, offline and current. A new version waits while a session runs, since taking it reloads
 * the page and a reload costs the strap (Web Bluetooth wants a new tap). An installation fetches every file of the page:
 * what the opened screen asks for comes first.
 */
export async function keepUpToDate(): Promise<void> {
  await whenAnswered();
  let waiting = false;
  const take = registerSW({
    onNeedRefresh() {
      waiting = true;
      takeWhenIdle();
    },
  });
  const takeWhenIdle = (): void => {
    if (waiting && liveView.value.phase === 'idle') void take(true);
  };
  effect(takeWhenIdle);
}
