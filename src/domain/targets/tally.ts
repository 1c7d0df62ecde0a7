import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { LocalDate } from '../units.ts';
import type { Credit, Refusal } from './target-week.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';

/** Time of one local date that counts toward a target. */
export interface DayDose {
  readonly date: LocalDate;
  readonly inBandMs: number;
  readonly aboveMs: number;
  readonly met: boolean;
}

/** What a target counted in a week, before a status is made of it. */
export interface Tally {
  /** Sessions, days or whole minutes. */
  readonly credited: number;
  readonly creditedDates: ReadonlySet<LocalDate>;
  /** Dates without a credit whose unknown time could have earned one (u of T8). */
  readonly couldHaveCounted: ReadonlySet<LocalDate>;
  readonly credits: readonly Credit[];
  readonly refusals: readonly Refusal[];
  /** Unknown time that could have counted, of targets that count minutes. */
  readonly uncertainMs?: number;
  /** By local date, of targets that count time by the date of the sample (T2); else empty. */
  readonly doses: readonly DayDose[];
}

const NONE: ReadonlySet<LocalDate> = new Set();

/**
 * Counts the sessions of a week for one target, in order of start: at most one credit a local start date, the earliest
 * (T2, T3). `rule` is named in refusals.
 */
export function tallySessions(
  sessions: readonly JudgedSession[],
  rule: string,
  judge: (session: JudgedSession) => SessionVerdict,
): Tally {
  const credits: Credit[] = [];
  const refusals: Refusal[] = [];
  const creditedDates = new Set<LocalDate>();
  const could: LocalDate[] = [];
  for (const session of sessions) {
    const verdict = judge(session);
    if (verdict.outcome === 'none') continue;
    const { id: sessionId, localDate } = session.evidence;
    if (verdict.couldHaveCounted) could.push(localDate);
    if (verdict.outcome === 'credit' && !creditedDates.has(localDate)) {
      creditedDates.add(localDate);
      credits.push({ sessionId, localDate, seconds: wholeSeconds(verdict.ms), note: verdict.note });
    } else if (!session.isShifted) {
      refusals.push({ sessionId, localDate, ...refusalOf(verdict, rule) });
    }
  }
  return {
    credited: credits.length,
    creditedDates,
    couldHaveCounted: could.length === 0 ? NONE : new Set(could.filter((date) => !creditedDates.has(date))),
    credits,
    refusals,
    doses: [],
  };
}

/** One session by itself, without the limit of one credit a date. */
export function tallySession(
  { evidence: { id: sessionId, localDate } }: JudgedSession,
  rule: string,
  verdict: SessionVerdict,
): Pick<Tally, 'credits' | 'refusals'> {
  if (verdict.outcome === 'none') return { credits: [], refusals: [] };
  if (verdict.outcome !== 'credit') {
    return { credits: [], refusals: [{ sessionId, localDate, ...refusalOf(verdict, rule) }] };
  }
  const seconds = wholeSeconds(verdict.ms);
  return { credits: [{ sessionId, localDate, seconds, note: verdict.note }], refusals: [] };
}

/** The rule and the sentence of a session that did not count (T12). */
function refusalOf(verdict: SessionVerdict, rule: string): { rule: string; note: Note } {
  if (verdict.outcome === 'credit') return { rule, note: note('credit.one_a_day') };
  return {
    rule: verdict.outcome === 'undetermined' ? 'Z8' : rule,
    note: verdict.note ?? note('credit.one_a_day'),
  };
}
