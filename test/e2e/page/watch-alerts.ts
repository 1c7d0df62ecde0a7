import type { Page } from 'playwright-core';

/** When something happened, milliseconds by a clock that no test moves. */
export interface Seen {
  readonly what: 'sample' | 'tone' | 'vibration' | 'screen' | 'word';
  readonly atMs: number;
  readonly detail: string;
}

/** Writes down when samples reach the page, and all that the alert does, by the real clock. */
export function watchAlerts(): void {
  const now = performance.now.bind(performance);
  const seen: Seen[] = [];
  const note = (what: Seen['what'], detail: string): void => void seen.push({ what, atMs: now(), detail });
  Object.assign(globalThis, { seen });
  // Called on what it was taken from.
  // oxlint-disable-next-line typescript/unbound-method
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (
    this: EventTarget,
    ...[type, listener, options]: Parameters<EventTarget['addEventListener']>
  ): void {
    if (type === 'characteristicvaluechanged') addEventListener.call(this, type, () => note('sample', ''));
    addEventListener.call(this, type, listener, options);
  };
  // As above.
  // oxlint-disable-next-line typescript/unbound-method
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (this: OscillatorNode, when?: number): void {
    note('tone', String(this.frequency.value));
    start.call(this, when);
  };
  Navigator.prototype.vibrate = () => {
    note('vibration', '');
    return true;
  };
  speechSynthesis.speak = ({ text }) => note('word', text);
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    if (added.some((node) => node instanceof Element && node.matches('.ceiling-guard'))) note('screen', '');
  }).observe(document, { childList: true, subtree: true });
}

// Put there by `watchAlerts`.
export const seenOn = (page: Page): Promise<Seen[]> =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
