import type { Athlete, DatedTimeZone } from '../../domain/athlete.ts';
import { usableMaxHeartRates } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { findIntervals } from '../../domain/four-by-four/four-by-four.ts';
import type { FinishedPart } from '../../domain/coaching/live-session.ts';
import { addDays, localDateAt, startOfDayMs } from '../../domain/calendar/local-time.ts';
import type { BasisValues } from '../../domain/basis/choose-basis.ts';
import { basesOf } from '../../domain/bands/heart-basis.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { type DoseBaseline, doseBaseline } from '../../domain/coaching/dose-baseline.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { WeekInput } from '../../domain/week/week-input.ts';
import type { Recording, RecordingFacts } from '../../domain/timeline/recording.ts';
import type { Span } from '../../domain/timeline/span.ts';
import { datesOf, isoWeekOf } from '../../domain/calendar/week.ts';
import { loadWeekInput, type WeekInputStores } from '../reports/load-week-input.ts';
import type { Stores } from '../ports/stores.ts';
import type { StreamKey } from '../ports/live-store.ts';
import { findBeside } from './find-beside.ts';
import { isOfStream } from './is-of-stream.ts';
import { OLDEST_ITEM_MS } from './live-item.ts';

/** What a running stream is coached by. */
export interface Coaching extends BasisValues {
  readonly athlete: Pick<Athlete, 'locale' | 'flags'>;
  readonly timeZones: readonly DatedTimeZone[];
  readonly prescription: Prescription;
  /** The week without the session that the running stream is part of. */
  readonly baseline: DoseBaseline;
  /** Recordings of other sources that this session has so far (Z10). */
  readonly beside: readonly Recording[];
  /** When others recorded lately: an item of that time belongs to a session with them. */
  readonly others: readonly Span[];
  /** From when on it must be loaded again: the local week is over. */
  readonly validUntilMs: number;
}

export interface LoadCoachingInput extends StreamKey {
  readonly nowMs: number;
  readonly finishedParts: readonly FinishedPart[];
  readonly simulated: boolean;
  /** The part that runs, as a recording; null before its first item. */
  readonly running: RecordingFacts | null;
}

export type LoadCoaching = (input: LoadCoachingInput) => Promise<Coaching>;

/** Reads and judges the week around a running stream (T9): when it starts, and when the week or its evidence changes. */
export function loadCoaching({
  stores,
}: {
  readonly stores: WeekInputStores & Pick<Stores, 'athletes' | 'recordings'>;
}): LoadCoaching {
  return async ({ athleteId, sessionId, nowMs, finishedParts, simulated, running }) => {
    const athlete = await stores.athletes.find(athleteId);
    const timeZones = athlete?.timeZones ?? [];
    const week = isoWeekOf(localDateAt(nowMs, timeZones));
    const input = await loadWeekInput(stores, athleteId, { from: week, to: week }, nowMs);
    const others = input.sessions.filter((session) => !isFromStream(session, sessionId));
    const beside = running === null ? [] : await findBeside(stores, athleteId, running, others);
    const besideIds = new Set(beside.map(({ facts }) => facts.id));
    const isPartOfRunning = (session: SessionEvidence): boolean =>
      isFromStream(session, sessionId) ||
      session.sources.some(({ recordingId }) => besideIds.has(recordingId));
    const baseline = doseBaseline(
      {
        ...input,
        week,
        sessions: [...input.sessions, ...finishedParts.map((part) => part.evidence)],
        fourByFour: (id, edges) =>
          findIntervals(finishedParts.find((part) => part.evidence.id === id)?.intervals ?? [], edges) ??
          input.fourByFour(id, edges),
      },
      input.sessions.filter(isPartOfRunning).map((session) => session.id),
    );
    const prescription = choosePrescription(input.prescriptions, week);
    return {
      athlete: { locale: athlete?.locale ?? 'en', flags: input.athlete.flags },
      timeZones,
      ...usedBy(prescription, input),
      prescription,
      baseline,
      beside,
      others: others
        .filter((each) => each.simulated === simulated && !each.logged && each.endMs > nowMs - OLDEST_ITEM_MS)
        .map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs })),
      validUntilMs: startOfDayMs(addDays(datesOf(week)[6]!, 1), timeZones),
    };
  };
}

function isFromStream(session: SessionEvidence, sessionId: string): boolean {
  return session.sources.some(({ recordingId }) => isOfStream(recordingId, sessionId));
}

/** Only the values that the bands rest on: one copy stays with every running stream. */
function usedBy(
  prescription: Prescription,
  input: Pick<WeekInput, 'maxHeartRates' | 'restingHeartRates' | 'thresholdHeartRates' | 'athlete'>,
): BasisValues {
  const used = basesOf(prescription);
  return {
    maxHeartRates: usableMaxHeartRates(input.maxHeartRates, input.athlete.flags),
    ...(used.includes('resting') && { restingHeartRates: input.restingHeartRates }),
    ...(used.includes('threshold') && { thresholdHeartRates: input.thresholdHeartRates ?? [] }),
  };
}
