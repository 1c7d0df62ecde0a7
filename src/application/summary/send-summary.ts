import type { Athlete } from '../../domain/athlete.ts';
import { isoWeekAt, nextWeek } from '../../domain/calendar/week.ts';
import type { IsoWeek } from '../../domain/units.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import { sundayEvening } from '../../domain/week/sunday-evening.ts';
import { weekSummary, type WeekSummary } from '../../domain/week/week-summary.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import { formatBearerText, parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Letters } from '../ports/letters.ts';
import type { PushSender } from '../ports/push-sender.ts';
import type { Stores } from '../ports/stores.ts';
import type { SummaryKey } from '../ports/summary-key.ts';
import type { ReportWeek } from '../reports/report-week.ts';
import { mailAddressOf } from './mail-address-of.ts';

export interface SendSummaryDeps {
  readonly stores: Pick<Stores, 'summaries' | 'athletes' | 'people'>;
  readonly readAthlete: ReadAthlete;
  readonly reportWeek: ReportWeek;
  readonly letters: Letters | null;
  readonly pushSender: PushSender;
  readonly secrets: Pick<Secrets, 'sha256'>;
  readonly summaryKey: SummaryKey;
  readonly clock: Clock;
}

/** Sends what one athlete is owed this evening. False when it was nobody's turn. */
export type SendSummary = () => Promise<boolean>;

/** Longer than a turn lasts: whoever is not heard of for this long is taken for dead. */
const TURN_MS = 10 * MINUTE_MS;
const AGAIN_AFTER_MS = 15 * MINUTE_MS;

/**
 * The summary of a week, once on each way that the athlete has chosen, on Sunday evening where they are (D6). What a
 * mail server or a push service does not take is tried again until midnight; after that nothing is made up for.
 */
export function sendSummary(deps: SendSummaryDeps): SendSummary {
  const { summaries } = deps.stores;
  return async () => {
    const nowMs = deps.clock.nowMs();
    const turn = await summaries.takeTurn(nowMs, nowMs + TURN_MS);
    if (turn === null) return false;
    try {
      await summaries.endTurn(turn, await turnOf(deps, turn.athleteId, nowMs));
    } catch (error) {
      // Erased meanwhile.
      if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    }
    return true;
  };
}

/** Sends what is due and answers when the next turn is; null: nothing is chosen. */
async function turnOf(deps: SendSummaryDeps, athleteId: string, nowMs: number): Promise<number | null> {
  const { summaries } = deps.stores;
  const isMailed = await summaries.isMailed(athleteId);
  const browsers = await summaries.listBrowsers(athleteId);
  if (!isMailed && browsers.length === 0) return null;
  const athlete = await deps.readAthlete({ athleteId });
  const week = isoWeekAt(nowMs, athlete.timeZones);
  const evening = sundayEvening(week, athlete.timeZones);
  if (nowMs < evening.fromMs) return evening.fromMs;
  const summary = weekSummary(await deps.reportWeek({ athleteId, week }));
  const ends = [
    isMailed ? await mail(deps, { athlete, summary, nowMs }) : 'done',
    ...(await Promise.all(
      browsers.map(async ({ id, target }) => {
        if (!(await summaries.claim(athleteId, { week, way: id }, null, nowMs))) return 'done';
        const message = { summary, locale: athlete.locale, nowMs, expiresAtMs: evening.toMs };
        const outcome = await deps.pushSender.send(target, message);
        if (outcome === 'failed') await summaries.release(athleteId, { week, way: id });
        else if (outcome === 'gone') await summaries.removeBrowser(athleteId, id);
        else await summaries.noteDelivered(athleteId, id, nowMs);
        return outcome === 'failed' ? 'again' : 'done';
      }),
    )),
  ];
  const againAtMs = nowMs + AGAIN_AFTER_MS;
  return ends.includes('again') && againAtMs < evening.toMs ? againAtMs : nextEvening(athlete, week);
}

function nextEvening({ timeZones }: Athlete, week: IsoWeek): number {
  return sundayEvening(nextWeek(week), timeZones).fromMs;
}

async function mail(
  { stores, letters, secrets, summaryKey }: SendSummaryDeps,
  { athlete, summary, nowMs }: { athlete: Athlete; summary: WeekSummary; nowMs: number },
): Promise<'done' | 'again'> {
  const to = await mailAddressOf(stores, athlete.id);
  if (letters === null || to === null) return 'done';
  const key = formatBearerText('zs_', athlete.id, summaryKey(athlete.id, summary.week));
  const way = { week: summary.week, way: 'mail' };
  const keyHash = secrets.sha256(parseBearerText('zs_', key)!.bytes);
  if (!(await stores.summaries.claim(athlete.id, way, keyHash, nowMs))) return 'done';
  if (await letters.summary({ to, locale: athlete.locale, summary, key })) return 'done';
  await stores.summaries.release(athlete.id, way);
  return 'again';
}
