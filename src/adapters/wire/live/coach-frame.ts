import type { Locale } from '../../../domain/athlete.ts';
import type { CoachView } from '../../../domain/coaching/coach.ts';
import { renderNote } from '../messages/render.ts';
import type { CoachFrame, RunIdentity } from './live-frames.ts';

/** What is told, as the frame that the server would send (see `live-frames`), in the reader's language. */
export function coachFrame(view: CoachView, locale: Locale, run: RunIdentity): CoachFrame {
  const { atMs, bpm, percent, bands, stale, seconds, remaining, interval, ceiling, cue } = view;
  return {
    type: 'coach',
    ...run,
    at: atMs,
    bpm,
    percent,
    bands,
    stale,
    seconds: Object.fromEntries(seconds.map((each) => [each.id, each.seconds])),
    remaining: remaining.map(({ target, todaySeconds, weekSessions, weekDays, weekMinutes, note }) => ({
      target,
      ...(todaySeconds === null ? {} : { todaySeconds }),
      ...(weekSessions === null ? {} : { weekSessions }),
      ...(weekDays === null ? {} : { weekDays }),
      ...(weekMinutes === null ? {} : { weekMinutes }),
      text: renderNote(note, locale),
    })),
    ...(interval === null ? {} : { interval }),
    ...(ceiling === null ? {} : { ceiling }),
    ...(cue === null ? {} : { cue: { id: cue, text: renderNote({ id: cue }, locale) } }),
  };
}
