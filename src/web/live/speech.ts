import { signal } from '@preact/signals';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { keep, recall } from '../browser-storage.ts';
import { locale } from '../language/language.ts';

const STORED = 'zone-coach.muted';

export const muted = signal(recall(STORED) === 'true');

/** Web views on Android have no voice. */
export const hasVoice = 'speechSynthesis' in globalThis && 'SpeechSynthesisUtterance' in globalThis;

/** How an utterance ends that a newer one replaces, or that a person mutes. */
const REPLACED: ReadonlySet<string> = new Set<SpeechSynthesisErrorCode>(['canceled', 'interrupted']);

let failed = (): void => undefined;

/** Calls `tell` whenever something could not be said: there may be a voice, and nothing for it to speak with. */
export function whenSpeechFails(tell: () => void): void {
  failed = tell;
}

export function setMuted(value: boolean): void {
  muted.value = value;
  keep(STORED, String(value));
  if (value && hasVoice) speechSynthesis.cancel();
}

/** Says a cue in the page's language. A newer cue replaces one that is still being said: old advice is wrong advice. */
export function speak(text: string): void {
  if (muted.value || !hasVoice) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = LANGUAGES[locale.value].region;
  utterance.addEventListener('error', ({ error }) => {
    if (!REPLACED.has(error)) failed();
  });
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}
