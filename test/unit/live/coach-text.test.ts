import { expect, test } from 'vitest';
import { coachText, DoseTexts, RunText } from '../../../src/adapters/live/coach-text.ts';
import { coachFrame } from '../../../src/adapters/wire/live/coach-frame.ts';
import type { CoachView } from '../../../src/domain/coaching/coach.ts';
import type { RemainingDose } from '../../../src/domain/coaching/live-doses.ts';

const RUN = { session: 'a-run', device: 'Bælte “1”', simulated: false };
const DONE = { id: 'remaining.done' };
const DOSE: RemainingDose = {
  target: 'zone2',
  todaySeconds: 60,
  weekSessions: 2,
  weekDays: null,
  weekMinutes: null,
  note: DONE,
};
const STRENGTH: RemainingDose = { ...DOSE, target: 'strength', todaySeconds: null };

function viewOf(remaining: readonly RemainingDose[]): CoachView {
  return {
    atMs: 1_795_332_000_000,
    bpm: 128,
    percent: 67,
    bands: ['zone2'],
    stale: false,
    seconds: [
      { id: 'zone2', seconds: 12 },
      { id: 'cardio', seconds: 0 },
    ],
    remaining,
    interval: null,
    ceiling: null,
    cue: 'cue.zone2.slow_down',
  };
}

test('the text of a coach frame says what the frame says, whatever changes from one to the next', () => {
  const doses = new DoseTexts();
  const run = new RunText(RUN);
  const seconds = { ...DOSE, todaySeconds: 59 };
  const credited = { ...seconds, weekSessions: 1 };
  const asDays = { ...DOSE, weekSessions: null, weekDays: 3 };
  const asMinutes = { ...DOSE, weekSessions: null, weekMinutes: 90 };
  const inOrder = [
    [DOSE],
    [seconds],
    [credited],
    [DOSE, STRENGTH],
    [STRENGTH, DOSE],
    [asDays],
    [asMinutes],
    [],
  ];
  for (const remaining of inOrder) {
    const view = viewOf(remaining);
    const text = coachText(view, 'da', doses, run);
    expect(JSON.parse(text)).toEqual(coachFrame(view, 'da', RUN));
    expect(Buffer.byteLength(text)).toBe(text.length);
  }
});
