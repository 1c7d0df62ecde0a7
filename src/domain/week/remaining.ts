import type { JudgedTarget, WeekJudgement } from './judge-week.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import { lacksRangeOn } from '../targets/ranges.ts';
import { missingMs } from '../targets/missing-ms.ts';
import { MINUTE_MS, SECOND_MS } from '../units.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { TargetReport } from './week-report.ts';

/** What is left of a target's minimum, and what would satisfy it (T9). After the week: what was missing. */
export function remainingOf(
  { facts }: WeekJudgement,
  judged: JudgedTarget,
): NonNullable<TargetReport['remaining']> {
  const { target, tally, kind } = judged;
  const left = Math.max(0, target.dose.minimum - tally.credited);
  const todayMs = msToday(facts, judged);
  const own = { sessions: null, days: null, todaySeconds: null };
  const said = { note: generalNote(facts, judged, left) ?? ownNote(facts, judged, left, todayMs) };
  switch (kind.unit) {
    case 'sessions':
      return { ...own, sessions: left, ...said };
    case 'days': {
      const todaySeconds = todayMs === null ? null : Math.ceil(todayMs / SECOND_MS);
      return { ...own, days: left, todaySeconds, ...said };
    }
    case 'minutes':
      return { ...own, minutes: left, ...said };
  }
}

/** Milliseconds in band that today still needs of a target by the day (T5); null when the week is not open or nothing can be told. */
function msToday(facts: WeekFacts, { target: { dose: prescribed }, tally }: JudgedTarget): number | null {
  if (facts.phase !== 'open' || prescribed.unit !== 'days') return null;
  const dose = tally.doses.find(({ date }) => date === facts.today);
  return dose === undefined ? null : missingMs(SECOND_MS * prescribed.seconds.least, dose.inBandMs);
}

/** Sentences that hold for every target before its own is said; null where its own applies. */
function generalNote(facts: WeekFacts, { target, kind, tally }: JudgedTarget, left: number): Note | null {
  if (left === 0) return note('remaining.done');
  if (facts.phase === 'finished') {
    // What cannot be judged was not missing either (T6, T8).
    if (isSilent(facts)) return note('week.silent');
    const lacks = kind.lacks(facts, target);
    if (lacks !== null) return lacks;
    return note(`remaining.finished_${kind.unit}`, { count: left });
  }
  if (kind.possible(facts, tally) < left) return note(`remaining.out_of_reach_${kind.unit}`, { count: left });
  return null;
}

function ownNote(
  facts: WeekFacts,
  { target, kind }: JudgedTarget,
  left: number,
  todayMs: number | null,
): Note {
  const basis = facts.basisOn(facts.phase === 'open' ? facts.today : facts.sunday);
  const { prescription } = facts;
  const lacks = lacksRangeOn(prescription, target, basis);
  if (lacks !== null) {
    if (lacks.id === 'empty_band') return lacks;
    const isMax = basis.maxBpm === null;
    return note(isMax ? 'remaining.no_max_heart_rate' : 'remaining.no_basis', { count: left });
  }
  const minutesNow = todayMs === null || todayMs === 0 ? null : Math.ceil(todayMs / MINUTE_MS);
  return kind.leftNote(target, {
    prescription,
    basis,
    count: left,
    byDate: facts.sunday,
    minutesNow,
    isRunning: false,
  });
}
