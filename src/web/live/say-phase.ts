import type { CoachFrame } from '../../adapters/wire/live/live-frames.ts';
import { intentFor } from '../../domain/intent.ts';
import { words } from '../language/language.ts';
import { liveView } from './live-view.ts';
import { intervalsOf } from './intervals-of.ts';
import { speak } from './speech.ts';

/** Whoever runs intervals need not look to know that the break has begun, or is over. */
export function sayPhase(before: CoachFrame['interval'], now: CoachFrame['interval']): void {
  if (before === undefined || now === undefined || before.phase === now.phase) return;
  if (liveView.value.intent !== intentFor(intervalsOf(now).id)) return;
  speak(words.value.live.phase[now.phase]);
}
