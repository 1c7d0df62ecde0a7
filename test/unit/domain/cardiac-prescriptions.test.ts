import { describe, expect, it } from 'vitest';
import { bandRange } from '../../../src/domain/bands/band.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { PRESETS } from '../../../src/domain/prescription/presets.ts';
import type {
  Edge,
  Prescription,
  PrescriptionContent,
} from '../../../src/domain/prescription/prescription.ts';
import { validatePrescription } from '../../../src/domain/prescription/validate-prescription.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import { CARDIAC_STAGES } from '../../support/cardiac-stages.ts';
import {
  dateOf,
  fourByFourOf,
  maxHeartRateOf,
  sessionOf,
  weekInput,
  type Stretch,
} from '../../support/week-evidence.ts';

const MAX_BPM = 190;
const RESTING_BPM = 60;
const prescribed = (content: PrescriptionContent): Prescription => ({
  ...DEFAULT_PRESCRIPTION,
  ...content,
  id: 'own',
});
const preset = (id: string): Prescription => prescribed(PRESETS.find((each) => each.id === id)!);
const basis = { maxBpm: MAX_BPM, restingBpm: RESTING_BPM, thresholdBpm: null };

/** The finished week of these sessions: max 190, resting 60; so `[120, 30]` is half an hour at 46 % of the reserve. */
function judged(
  prescription: Prescription,
  sessions: readonly (readonly [date: string, ...stretches: Stretch[]])[],
  rest: Partial<WeekInput> = {},
): ReturnType<typeof evaluateWeek>['targets'] {
  const { targets } = evaluateWeek(
    weekInput('2026-W47', {
      nowMs: Date.parse('2026-11-24T10:00:00Z'),
      prescriptions: [prescription],
      maxHeartRates: [maxHeartRateOf(MAX_BPM)],
      restingHeartRates: [{ date: dateOf('2026-11-01'), bpm: RESTING_BPM, source: 'entered' }],
      sessions: sessions.map(([date, ...stretches]) =>
        sessionOf({ start: `2026-11-${date}T10:00:00Z`, stretches }),
      ),
      ...rest,
    }),
  );
  return targets;
}

describe('prescriptions of cardiac rehabilitation', () => {
  it('P7: by the reserve, 40–59 and 60–89 % of 190 − 60', () => {
    const rehabilitation = preset('cardiac_rehabilitation');
    // 60 + 0.40 · 130 = 112, 60 + 0.59 · 130 = 136.7, 60 + 0.60 · 130 = 138, 60 + 0.89 · 130 = 175.7.
    expect(rehabilitation.bands.map((band) => bandRange(band, basis))).toEqual([
      { lowBpm: 112, highBpm: 136 },
      { lowBpm: 138, highBpm: 175 },
    ]);
    const three: readonly (readonly [string, ...Stretch[]])[] = [
      ['16', [112, 20]],
      ['18', [137, 20]],
      ['20', [111, 30], [150, 20]],
    ];
    expect(judged(rehabilitation, three)[0]).toMatchObject({ id: 'aerobic', credited: 3, status: 'met' });
    // A beat too low, and a second too short.
    expect(
      judged(rehabilitation, [
        ['16', [111, 60]],
        ['18', [140, 19.98]],
      ])[0],
    ).toMatchObject({
      credited: 0,
      status: 'missed',
    });
  });

  it('P7: two targets of one name are one and the same, in either language', () => {
    for (const locale of ['da', 'en'] as const) {
      const ids = new Map<string, Set<string>>();
      for (const { id, name } of PRESETS.flatMap(({ targets }) => targets)) {
        ids.set(name[locale], (ids.get(name[locale]) ?? new Set()).add(id));
      }
      expect([...ids].filter(([, each]) => each.size > 1)).toEqual([]);
    }
  });

  it('P7: intervals at 85–95 % of max, three sessions a week', () => {
    const norwegian = preset('norwegian_4x4');
    expect(bandRange(norwegian.bands[0]!, basis)).toEqual({ lowBpm: 162, highBpm: 180 });
    const sessions = (['16', '18', '20'] as const).map((date) => [date, [170, 16]] as const);
    const four = { fourByFour: () => fourByFourOf(4) };
    expect(judged(norwegian, sessions, four)[0]).toMatchObject({ credited: 3, status: 'met' });
    const [missed] = judged(norwegian, sessions, { fourByFour: () => fourByFourOf(3) });
    expect(missed).toMatchObject({ credited: 0, status: 'missed' });
  });

  it('P7: 150 minutes a week from 64 % of max, of which the hard ones count in both', () => {
    const who = preset('who_150_75');
    // 0.64 · 190 = 121.6 and 0.77 · 190 = 146.3.
    const sessions = [
      ['16', [122, 100]],
      ['18', [121, 100]],
      ['20', [147, 50]],
    ] as const;
    expect(judged(who, sessions)).toMatchObject([
      { id: 'moderate', unit: 'minutes', credited: 150, status: 'met' },
      { id: 'vigorous', unit: 'minutes', credited: 50, minimum: 75 },
      { id: 'daily_movement' },
    ]);
  });

  it('a published table of stages, by max and by reserve, as far as the language can say it', () => {
    for (const { content } of CARDIAC_STAGES) expect(validatePrescription(content)).toEqual([]);
    const rangesOf = CARDIAC_STAGES.map(({ stage, content }) => [stage, bandRange(content.bands[0]!, basis)]);
    expect(rangesOf).toEqual([
      // 0.50 · 190 = 95 and 0.75 · 190 = 142.5; 60 + 0.50 · 130 = 125 and 60 + 0.75 · 130 = 157.5.
      ['month 1, of max', { lowBpm: 95, highBpm: 142 }],
      ['month 1, of reserve', { lowBpm: 125, highBpm: 157 }],
      // 0.85 · 190 = 161.5; 60 + 0.85 · 130 = 170.5; 60 + 0.75 · 130 = 157.5.
      ['month 3, of max', { lowBpm: 143, highBpm: 161 }],
      ['month 3, of reserve', { lowBpm: 158, highBpm: 170 }],
    ]);
    const at = (stage: string, bpm: number, minutes: number): object => {
      const { content } = CARDIAC_STAGES.find((each) => each.stage === stage)!;
      const dates = ['16', '18', '20'] as const;
      return judged(
        prescribed(content),
        dates.map((date) => [date, [bpm, minutes]] as const),
      )[0]!;
    };
    expect(at('month 1, of max', 142, 20)).toMatchObject({ credited: 3, status: 'met' });
    expect(at('month 1, of max', 143, 20)).toMatchObject({ credited: 0, status: 'missed' });
    expect(at('month 1, of reserve', 125, 20)).toMatchObject({ credited: 3, status: 'met' });
    expect(at('month 1, of reserve', 124, 20)).toMatchObject({ credited: 0, status: 'missed' });
    expect(at('month 3, of max', 150, 45)).toMatchObject({ credited: 3, status: 'met' });
    expect(at('month 3, of reserve', 150, 45)).toMatchObject({ credited: 0, status: 'missed' });
    expect(at('month 3, of reserve', 160, 44)).toMatchObject({ credited: 0, status: 'missed' });
  });

  it('P2: by the reserve nothing is guessed without a resting heart rate', () => {
    const byReserve = CARDIAC_STAGES.filter(({ stage }) => stage.includes('reserve'));
    for (const { content } of byReserve) {
      const [target] = judged(prescribed(content), [['16', [150, 60]]], { restingHeartRates: [] });
      expect(target).toMatchObject({ status: 'undetermined', credited: 0 });
    }
    const edges = byReserve.flatMap(({ content }) => content.bands.map(({ low }): Edge => low));
    expect(edges).toEqual([{ percentOfReserve: 50 }, { percentOfReserve: 75 }]);
  });
});
