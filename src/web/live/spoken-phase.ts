import type { IntervalPhase, LiveIntent } from '../../adapters/wire/live/live-frames.ts';
import { words } from '../language/language.ts';
import { speak } from './speech.ts';

/** Whoever runs a 4×4 need not look to know that the break has begun, or is over. */
export function sayPhase(
  intent: LiveIntent,
  before: IntervalPhase | undefined,
  now: IntervalPhase | undefined,
): void {
  if (intent !== 'interval_4x4') return;
  if (before === undefined || now === undefined || before === now) return;
  speak(words.value.live.phase[now]);
}
