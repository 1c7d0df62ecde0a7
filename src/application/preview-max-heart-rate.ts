import { evaluateWeek } from '../domain/evaluate-week.ts';
import { localDateAt } from '../domain/local-time.ts';
import type { MaxHeartRate } from '../domain/max-heart-rate.ts';
import { changedFields } from '../domain/preview.ts';
import type { IsoWeek } from '../domain/units.ts';
import type { WeekReport } from '../domain/week-report.ts';
import { isoWeekOf, weeksBetween } from '../domain/week.ts';
import { AppError } from './errors.ts';
import { loadWeeks, type WeekInputStores } from './load-week-input.ts';
import type { Clock, Stores } from './ports.ts';

export type NewMaxHeartRate = Pick<MaxHeartRate, 'bpm' | 'source' | 'validFrom' | 'method'>;

export interface MaxHeartRatePreview {
  /** Names this value on top of this history; stale as soon as the history is another. */
  readonly previewId: string;
  /** The weeks in which anything a report shows would change, ascending. */
  readonly weeks: readonly {
    readonly week: IsoWeek;
    readonly before: WeekReport;
    readonly after: WeekReport;
  }[];
}

export interface PreviewMaxHeartRateDeps {
  readonly stores: WeekInputStores & Pick<Stores, 'athletes' | 'maxHeartRates'>;
  readonly clock: Clock;
  readonly sha256Hex: (data: string) => string;
  /** Lets other work of the process run between weeks. */
  readonly breathe: () => Promise<void>;
}

export type PreviewMaxHeartRate = (input: {
  athleteId: string;
  value: NewMaxHeartRate;
}) => Promise<MaxHeartRatePreview>;

/** Weeks judged before others get a turn: keeps one stretch of work below about 20 ms. */
const WEEKS_PER_TURN = 8;

/** What a new max heart rate would change, week by week, without changing anything (M3). */
export function previewMaxHeartRate(deps: PreviewMaxHeartRateDeps): PreviewMaxHeartRate {
  return async ({ athleteId, value }) => {
    const nowMs = deps.clock.nowMs();
    const [athlete, history, first] = await Promise.all([
      deps.stores.athletes.find(athleteId),
      deps.stores.maxHeartRates.list(athleteId),
      deps.stores.sessions.firstDates(athleteId),
    ]);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const previewId = previewIdOf(deps.sha256Hex, athleteId, value, history);
    if (first.any === null) return { previewId, weeks: [] };

    const today = localDateAt(nowMs, athlete.timeZones);
    const reachesBack = history.every((each) => value.validFrom <= each.validFrom);
    const from = reachesBack || value.validFrom < first.any ? first.any : value.validFrom;
    if (from > today) return { previewId, weeks: [] };
    const range = { from: isoWeekOf(from), to: isoWeekOf(today) };
    const candidate: MaxHeartRate = { ...value, id: previewId, createdAtMs: nowMs };
    const { input } = await loadWeeks(deps.stores, athleteId, range, nowMs, { candidate });
    const changed = { ...input, maxHeartRates: [...input.maxHeartRates, candidate] };
    const weeks: { week: IsoWeek; before: WeekReport; after: WeekReport }[] = [];
    for (const [index, week] of weeksBetween(range.from, range.to).entries()) {
      if (index % WEEKS_PER_TURN === WEEKS_PER_TURN - 1) await deps.breathe();
      const before = evaluateWeek({ ...input, week });
      const after = evaluateWeek({ ...changed, week });
      if (changedFields(before, after).length > 0) weeks.push({ week, before, after });
    }
    return { previewId, weeks };
  };
}

/** Deterministic, so that a confirmation can be checked against the history it was shown for without storing previews. */
export function previewIdOf(
  sha256Hex: (data: string) => string,
  athleteId: string,
  value: NewMaxHeartRate,
  history: readonly MaxHeartRate[],
): string {
  const { bpm, source, validFrom, method } = value;
  const ids = history.map((each) => each.id).toSorted();
  return sha256Hex(JSON.stringify([athleteId, bpm, source, validFrom, method, ids])).slice(0, 32);
}
