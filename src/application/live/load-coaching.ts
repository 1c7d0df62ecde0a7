import type { Athlete, DatedTimeZone } from '../../domain/athlete.ts';
import { usableMaxHeartRates } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import type { FourByFourResult } from '../../domain/four-by-four/four-by-four.ts';
import { addDays, localDateAt, startOfDayMs } from '../../domain/calendar/local-time.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { type DoseBaseline, doseBaseline } from '../../domain/coaching/dose-baseline.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { datesOf, isoWeekOf } from '../../domain/calendar/week.ts';
import { loadWeekInput, type WeekInputStores } from '../reports/load-week-input.ts';
import type { Stores } from '../ports/stores.ts';
import type { StreamKey } from '../ports/live-store.ts';

/** What a running stream is coached by. */
export interface Coaching {
  readonly athlete: Pick<Athlete, 'locale' | 'flags'>;
  readonly timeZones: readonly DatedTimeZone[];
  /** Those that may be used (M7); which one is in force depends on the stream's start (M1). */
  readonly maxHeartRates: readonly MaxHeartRate[];
  readonly prescription: Prescription;
  /** The week without the running stream. */
  readonly baseline: DoseBaseline;
  /** From when on it must be loaded again: the local week is over. */
  readonly validUntilMs: number;
}

/** A part of the stream that a long silence has cut off (Z10): done, and not yet stored as a session. */
export interface FinishedPart {
  readonly evidence: SessionEvidence;
  readonly fourByFour: FourByFourResult | null;
}

export interface LoadCoachingInput extends StreamKey {
  readonly nowMs: number;
  readonly finishedParts: readonly FinishedPart[];
}

export type LoadCoaching = (input: LoadCoachingInput) => Promise<Coaching>;

/** Reads and judges the week around a running stream (T9): once when it starts and when the local week changes. */
export function loadCoaching({
  stores,
}: {
  readonly stores: WeekInputStores & Pick<Stores, 'athletes'>;
}): LoadCoaching {
  return async ({ athleteId, sessionId, nowMs, finishedParts }) => {
    const athlete = await stores.athletes.find(athleteId);
    const timeZones = athlete?.timeZones ?? [];
    const week = isoWeekOf(localDateAt(nowMs, timeZones));
    const input = await loadWeekInput(stores, athleteId, { from: week, to: week }, nowMs);
    const sessions = [...input.sessions, ...finishedParts.map((part) => part.evidence)];
    const stored = input.sessions.filter((session) => isOfStream(session, sessionId));
    const baseline = doseBaseline(
      {
        ...input,
        week,
        sessions,
        fourByFour: (id, edges) =>
          finishedParts.find((part) => part.evidence.id === id)?.fourByFour ?? input.fourByFour(id, edges),
      },
      stored.map((session) => session.id),
    );
    return {
      athlete: { locale: athlete?.locale ?? 'en', flags: input.athlete.flags },
      timeZones,
      maxHeartRates: usableMaxHeartRates(input.maxHeartRates, input.athlete.flags),
      prescription: choosePrescription(input.prescriptions, week),
      baseline,
      validUntilMs: startOfDayMs(addDays(datesOf(week)[6]!, 1), timeZones),
    };
  };
}

/** Whether a stored session was made from the stream, or from a part of it: parts share all but the instant (Z10). */
function isOfStream(session: SessionEvidence, sessionId: string): boolean {
  return session.sources.some((source) => source.recordingId.slice(14) === sessionId.slice(14));
}
