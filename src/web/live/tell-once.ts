import { show, type LiveNotice } from './live-view.ts';

const told = new Set<LiveNotice>();

/** Tells the runner in words, once in a run, without anything in the way of the pulse. */
export function tellOnce(notice: LiveNotice): void {
  if (told.has(notice)) return;
  told.add(notice);
  show({ notice });
}

/** The runner has read it. */
export function dismissNotice(): void {
  show({ notice: null });
}

/** Another run: what was told of the one before may be told of this one. */
export function tellAgain(): void {
  told.clear();
}
