import { describe, expect, test } from 'vitest';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { CueInput } from '../../../src/domain/coaching/cue.ts';
import { CueReducer } from '../../../src/domain/coaching/cue.ts';
import type { CueSettings } from '../../../src/domain/coaching/cue-rules.ts';
import type { FourByFourPhase } from '../../../src/domain/four-by-four/four-by-four-phase.ts';

const SETTINGS: CueSettings = {
  intent: 'zone2',
  prescription: DEFAULT_PRESCRIPTION,
  basis: ofMax(180),
  flags: [],
};

type Look = Partial<CueInput> & { readonly bpm: number | null };

/** One look a second; answers what was said and in which second. */
function said(
  settings: Partial<CueSettings>,
  lookAt: (second: number) => Look,
  seconds: number,
): [string, number][] {
  const reducer = new CueReducer({ ...SETTINGS, ...settings });
  const cues: [string, number][] = [];
  for (let second = 0; second < seconds; second++) {
    const input = { nowMs: second * 1_000, fresh: true, phase: null, hardMs: 0, ...lookAt(second) };
    const cue = reducer.look(input);
    if (cue) cues.push([cue, second]);
  }
  return cues;
}

const phase = (name: FourByFourPhase['phase'], elapsedSeconds: number): FourByFourPhase => ({
  phase: name,
  elapsedSeconds,
  effortSeconds: 0,
});

describe('C: zone 2 at M=180 (108–126)', () => {
  test('C: above 70 % for 30 s → slow down, once while it lasts', () => {
    expect(said({}, () => ({ bpm: 127 }), 300)).toEqual([['cue.zone2.slow_down', 30]]);
    expect(said({}, () => ({ bpm: 126 }), 300)).toEqual([]);
  });

  test('C: below 60 % for 60 s → a bit more', () => {
    expect(said({}, () => ({ bpm: 107 }), 300)).toEqual([['cue.zone2.speed_up', 60]]);
    expect(said({}, () => ({ bpm: 108 }), 300)).toEqual([]);
  });

  test('C: the median of 5 s decides: a spike of two seconds interrupts nothing and starts nothing', () => {
    expect(said({}, (s) => ({ bpm: s % 10 < 2 ? 150 : 120 }), 200)).toEqual([]);
    expect(said({}, (s) => ({ bpm: s === 15 || s === 16 ? 120 : 130 }), 40)).toEqual([
      ['cue.zone2.slow_down', 30],
    ]);
  });

  test('C: armed again after 10 s inside by 2 bpm, not by 1', () => {
    const backTo = (inside: number) => (s: number) => ({ bpm: s >= 40 && s < 60 ? inside : 130 });
    expect(said({}, backTo(125), 200)).toEqual([['cue.zone2.slow_down', 30]]);
    // Back out from second 60, two seconds later by the median: 62 + 30.
    expect(said({}, backTo(124), 200)).toEqual([
      ['cue.zone2.slow_down', 30],
      ['cue.zone2.slow_down', 92],
    ]);
  });

  test('C: the same cue at most every 60 s', () => {
    const seconds = said({}, (s) => ({ bpm: s % 45 < 13 ? 110 : 140 }), 400).map(([, second]) => second);
    expect(seconds.length).toBeGreaterThan(2);
    seconds.slice(1).forEach((second, i) => expect(second - seconds[i]!).toBeGreaterThanOrEqual(60));
  });

  test('C: silent while unknown, paused or stale, and what was building up begins again', () => {
    expect(said({}, (s) => ({ bpm: s === 25 ? null : 130 }), 50)).toEqual([]);
    expect(said({}, (s) => ({ bpm: 130, fresh: s !== 25 }), 50)).toEqual([]);
    expect(said({}, () => ({ bpm: 130, fresh: false }), 300)).toEqual([]);
  });
});

test('C: light daily activity has separate cues (90–117)', () => {
  expect(said({ intent: 'anti_inflammatory' }, () => ({ bpm: 118 }), 40)).toEqual([
    ['cue.anti_inflammatory.slow_down', 30],
  ]);
  expect(said({ intent: 'anti_inflammatory' }, () => ({ bpm: 89 }), 70)).toEqual([
    ['cue.anti_inflammatory.speed_up', 60],
  ]);
});

describe('C: a 4×4 at M=180 (W 153, F 144, above from 163, 95 % from 172)', () => {
  const intervals = { intent: 'interval_4x4' } as const;

  test('C: below W at 120 s of work → build up', () => {
    expect(said(intervals, (s) => ({ bpm: 152, phase: phase('work', s) }), 200)).toEqual([
      ['cue.interval.build_up', 120],
    ]);
    expect(said(intervals, (s) => ({ bpm: 153, phase: phase('work', s) }), 200)).toEqual([]);
  });

  test('C: above 90 % for 20 s → hold back, also in the first 90 s of work', () => {
    expect(said(intervals, (s) => ({ bpm: 163, phase: phase('work', s) }), 60)).toEqual([
      ['cue.interval.hold_back', 20],
    ]);
  });

  test('C: above 95 % for 15 s → ease off, and no second cue within 20 s', () => {
    expect(said(intervals, (s) => ({ bpm: 172, phase: phase('work', s) }), 60)).toEqual([
      ['cue.interval.ease_off', 15],
      ['cue.interval.hold_back', 35],
    ]);
  });

  test('C: in a break still at F after 90 s → easier', () => {
    expect(said(intervals, (s) => ({ bpm: 144, phase: phase('recovery', s) }), 150)).toEqual([
      ['cue.interval.break_easier', 90],
    ]);
    expect(said(intervals, (s) => ({ bpm: 143, phase: phase('recovery', s) }), 150)).toEqual([]);
  });

  test('C: the first seconds of the next interval, not yet known as work, are no hard break', () => {
    const next = (s: number): Look => ({
      bpm: s < 150 ? 120 : 150,
      phase: s < 160 ? phase('recovery', s) : phase('work', s - 150),
    });
    expect(said(intervals, next, 170)).toEqual([]);
  });

  test('C: in the first 90 s of work nothing but "too hard" is said', () => {
    const settling = (s: number): Look => ({ bpm: 150, phase: phase('work', s), hardMs: 21 * 60_000 });
    expect(said(intervals, settling, 100)).toEqual([['cue.hard.note', 90]]);
  });
});

describe('C: free follows only the guard rails', () => {
  const free = { intent: 'free' } as const;

  test('G4: 20 min at 85 % is noted once, 30 min winds down once', () => {
    const lookAt = (s: number): Look => ({ bpm: 160, hardMs: s * 1_000 });
    expect(said(free, lookAt, 2_400)).toEqual([
      ['cue.hard.note', 1_200],
      ['cue.hard.wind_down', 1_800],
    ]);
  });

  test('G6: above the max heart rate for 30 s → check the strap or the setting', () => {
    expect(said(free, () => ({ bpm: 181 }), 60)).toEqual([['cue.check_strap', 30]]);
    expect(said(free, () => ({ bpm: 180 }), 60)).toEqual([]);
  });
});

test('M7: an athlete with rate-limiting medication or a pacemaker is never pushed, only slowed', () => {
  for (const flag of ['rate_limiting_medication', 'pacemaker'] as const) {
    const limited = { flags: [flag] };
    expect(said(limited, () => ({ bpm: 100 }), 300)).toEqual([]);
    expect(said(limited, () => ({ bpm: 130 }), 60)).toEqual([['cue.zone2.slow_down', 30]]);
    const work = (s: number): Look => ({ bpm: 140, phase: phase('work', s) });
    expect(said({ ...limited, intent: 'interval_4x4' }, work, 200)).toEqual([]);
  }
});
