import type { Locale } from '../../domain/athlete.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekOf, nextWeek } from '../../domain/calendar/week.ts';
import type { LocalDate } from '../../domain/units.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import type { PlannedActivity } from '../../domain/week/week-report.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import { parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReportWeeks } from '../reports/report-week.ts';

export interface ReadPlanFeedDeps {
  readonly stores: Pick<Stores, 'planFeeds'>;
  readonly secrets: Pick<Secrets, 'sha256'>;
  readonly clock: Clock;
  readonly readAthlete: ReadAthlete;
  readonly reportWeeks: ReportWeeks;
}

export interface PlanFeedContent {
  readonly feedId: string;
  readonly locale: Locale;
  readonly today: LocalDate;
  readonly plan: readonly PlannedActivity[];
}

export type ReadPlanFeed = (input: { key: string }) => Promise<PlanFeedContent>;

const TOUCH_EVERY_MS = MINUTE_MS;

/**
 * What is planned from today to the end of next week (T9), for whoever holds the key of a feed.
 *
 * @throws AppError `unauthorised` for a key that is malformed, unknown or revoked; which of them is nobody's business.
 */
export function readPlanFeed(deps: ReadPlanFeedDeps): ReadPlanFeed {
  const { planFeeds } = deps.stores;
  return async ({ key }) => {
    const parsed = parseBearerText('zf_', key);
    const feed = parsed && (await planFeeds.findByHash(parsed.athleteId, deps.secrets.sha256(parsed.bytes)));
    if (parsed === null || feed === null) throw new AppError('unauthorised', 'This key opens nothing.');
    const { athleteId } = parsed;
    const nowMs = deps.clock.nowMs();
    if (nowMs - (feed.lastUsedAtMs ?? 0) >= TOUCH_EVERY_MS) await planFeeds.touch(athleteId, feed.id, nowMs);
    const { timeZones, locale } = await deps.readAthlete({ athleteId });
    const today = localDateAt(nowMs, timeZones);
    const week = isoWeekOf(today);
    const reports = await deps.reportWeeks({ athleteId, from: week, to: nextWeek(week) });
    return { feedId: feed.id, locale, today, plan: reports.flatMap(({ plan }) => plan) };
  };
}
