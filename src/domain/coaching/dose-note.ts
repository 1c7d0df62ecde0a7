import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { DoseFacts, LiveTargetId } from './dose-baseline.ts';
import type { DoseRanges } from './dose-ranges.ts';

/** `done`: the week needs nothing more. `counted`: today's part is earned. `running`: so many minutes are left today. */
export type DoseSentence = 'done' | 'counted' | 'running';

/** What is left of a target, as a sentence (T9). */
export function doseNote(
  { prescription, sunday }: DoseFacts,
  target: LiveTargetId,
  sentence: DoseSentence,
  minutes: number,
  count: number,
  ranges: DoseRanges,
): Note {
  if (sentence === 'done') return note('remaining.done');
  const isRunning = sentence === 'running';
  switch (target) {
    case 'zone2': {
      if (isRunning) return note('remaining.zone2_live', { minutes, ...ranges.zone2, count });
      const { minimumMinutes, maximumMinutes } = prescription.zone2;
      return note('remaining.zone2', {
        count,
        minimumMinutes,
        maximumMinutes,
        ...ranges.zone2,
        byDate: sunday,
      });
    }
    case 'interval_4x4':
      return note('remaining.interval_4x4', { count, ...ranges.interval, byDate: sunday });
    case 'anti_inflammatory': {
      if (isRunning) return note('remaining.anti_inflammatory_today', { minutes, ...ranges.light, count });
      const { minimumMinutes } = prescription.antiInflammatory;
      return note('remaining.anti_inflammatory', { count, minimumMinutes, ...ranges.light, byDate: sunday });
    }
    case 'cardio': {
      const { lowBpm } = ranges.cardio;
      if (isRunning) return note('remaining.cardio_live', { minutes, lowBpm, count });
      const { minimumMinutes } = prescription.cardio;
      return note('remaining.cardio', { count, minimumMinutes, lowBpm, byDate: sunday });
    }
  }
}
