import { words } from '../language/language.ts';
import { liveView, show, type LiveNotice } from './live-view.ts';
import { speak, whenSpeechFails } from './speech.ts';

const told = new Set<LiveNotice>();

/** Whoever runs does not look: these are said as well. */
const SAID: ReadonlySet<LiveNotice> = new Set(['storage_lost', 'strap_silent', 'strap_lost']);

/** Tells the runner in words, once in a run, without anything in the way of the pulse. */
export function tellOnce(notice: LiveNotice): void {
  if (told.has(notice)) return;
  told.add(notice);
  const { notices } = liveView.value;
  // What is at stake is read first: a voice that is missing waits behind everything.
  show({ notices: notice === 'no_voice' ? [notice, ...notices] : [...notices, notice] });
  if (SAID.has(notice)) speak(words.value.live.notices[notice]);
}

whenSpeechFails(() => tellOnce('no_voice'));

/** Read, or no longer true. */
export function dismiss(notice: LiveNotice): void {
  show({ notices: liveView.value.notices.filter((each) => each !== notice) });
}

/** Another run: what was told of the one before may be told of this one. */
export function tellAgain(): void {
  told.clear();
}
