import { signal } from '@preact/signals';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { locale } from '../language/language.ts';

const STORED = 'zone-coach.muted';

export const muted = signal(localStorage.getItem(STORED) === 'true');

/** Web views on Android have no voice. */
export const hasVoice = 'speechSynthesis' in globalThis;

export function setMuted(value: boolean): void {
  muted.value = value;
  localStorage.setItem(STORED, String(value));
  if (value && hasVoice) speechSynthesis.cancel();
}

/** Says a cue in the page's language. A newer cue replaces one that is still being said: old advice is wrong advice. */
export function speak(text: string): void {
  if (muted.value || !hasVoice) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = LANGUAGES[locale.value].region;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}
