import { FORMULA_MARGIN_BPM } from '../max-heart-rate/formulas.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import { isLowConfidence } from '../targets/session-verdict.ts';
import type { WeekFacts } from './week-facts.ts';
import { isSilent } from './week-facts.ts';
import type { WeekTime } from './week-time.ts';
import { zoneAt } from '../calendar/local-time.ts';

/** What a reader must know to read the week right: its basis, its gaps, what was left out (M1, M2, T10, T11, Z8, L13). */
export function weekNotes(facts: WeekFacts, time: WeekTime): Note[] {
  const { input, monday, sunday, days } = facts;
  const notes: Note[] = [];
  const { firstEvidenceDate } = input;
  if (firstEvidenceDate !== null && sunday < firstEvidenceDate)
    notes.push(note('week.before_first_evidence'));
  else if (isSilent(facts) && facts.phase === 'finished') notes.push(note('week.silent'));
  if (firstEvidenceDate !== null && firstEvidenceDate >= monday && firstEvidenceDate <= sunday) {
    notes.push(note('week.first'));
  }
  if (input.excusedWeeks.includes(input.week)) notes.push(note('week.excused'));

  const chosen = days.map((day) => day.chosen);
  const formula = chosen.findLast((each) => each?.value.source === 'formula');
  if (chosen.every((each) => each === null)) notes.push(note('max_heart_rate.none'));
  else if (chosen.some((each) => each?.beforeFirst === true)) notes.push(note('max_heart_rate.before_first'));
  if (formula) {
    notes.push(note('max_heart_rate.formula', { bpm: formula.value.bpm, marginBpm: FORMULA_MARGIN_BPM }));
  }

  const totalMs = time.knownMs + time.unknownMs;
  if (totalMs > 0 && isLowConfidence(time.knownMs, time.unknownMs)) {
    notes.push(note('coverage.low', { knownPercent: Math.floor((100 * time.knownMs) / totalMs) }));
  }
  const simulated = facts.sessions.filter((session) => session.simulated).length;
  if (simulated > 0) notes.push(note('simulated.counted', { count: simulated }));
  if (facts.leftOutCount > 0) notes.push(note('simulated.left_out', { count: facts.leftOutCount }));
  if (zoneAt(input.athlete.timeZones, monday) !== zoneAt(input.athlete.timeZones, sunday)) {
    notes.push(note('week.time_zone_moved', { timeZone: zoneAt(input.athlete.timeZones, sunday) }));
  }
  return notes;
}
