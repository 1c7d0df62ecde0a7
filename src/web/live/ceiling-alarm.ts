import { signal } from '@preact/signals';
import type { CeilingEvent } from '../../domain/ceiling/ceiling-reducer.ts';
import { keep, recall } from '../browser-storage.ts';
import { words } from '../language/language.ts';
import { speak } from './speech.ts';

const STORED = 'zone-coach.ceiling-silent';
/** Two tones that a run does not drown. */
const HIGH_HZ = 1_320;
const LOW_HZ = 880;
const BEEP_SECONDS = 0.18;
const PATTERN_MS = [300, 120, 300, 120, 300];

/** The ceiling's own switch: muting the cues leaves its tone (X1). */
export const ceilingSilent = signal(recall(STORED) === 'true');

export function setCeilingSilent(value: boolean): void {
  ceilingSilent.value = value;
  keep(STORED, String(value));
}

let audio: AudioContext | null = null;

/** Says it by tone, vibration and words; the screen says it too, whatever is silenced. */
export function soundCeiling(event: CeilingEvent, limitBpm: number): void {
  const t = words.value.live.ceiling;
  if (!ceilingSilent.value) {
    beep(event === 'back_under' ? [LOW_HZ] : [HIGH_HZ, LOW_HZ, HIGH_HZ]);
    if (event !== 'back_under' && 'vibrate' in navigator) navigator.vibrate(PATTERN_MS);
  }
  speak(event === 'back_under' ? t.backUnder : t.above({ bpm: limitBpm }));
}

/** A browser lets a page sound once somebody has touched it, and a run begins with a touch. */
function beep(tones: readonly number[]): void {
  if (!('AudioContext' in globalThis)) return;
  audio ??= new AudioContext();
  void audio.resume();
  let at = audio.currentTime;
  for (const hertz of tones) {
    const oscillator = new OscillatorNode(audio, { type: 'square', frequency: hertz });
    const gain = new GainNode(audio, { gain: 0.2 });
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + BEEP_SECONDS);
    at += 1.5 * BEEP_SECONDS;
  }
}
