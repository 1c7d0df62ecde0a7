import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { withPlannedDose, type PlannedDose } from '../../../src/domain/prescription/planned-dose.ts';
import type { Target } from '../../../src/domain/prescription/prescription.ts';

const { targets } = DEFAULT_PRESCRIPTION;
const NOTHING: Omit<PlannedDose, 'target'> = { times: null, minutes: null, weekMinutes: null };
const AEROBIC: PlannedDose = { ...NOTHING, target: { kind: 'aerobic' } };
const [zone2] = targets;
/** Weekly minutes, as public guidelines have them. */
const MINUTES: Target = { ...zone2!, id: 'minutes', dose: { unit: 'minutes', minimum: 150, maximum: 300 } };

const doseIn = (changed: readonly Target[] | null, id: string): Target['dose'] | undefined =>
  changed?.find((target) => target.id === id)?.dose;

describe('a dose that another system asks for (D4)', () => {
  it('changes the dose of its target, and nothing else', () => {
    const changed = withPlannedDose(targets, {
      ...AEROBIC,
      target: { id: 'zone2' },
      times: { least: 2, most: 3 },
    });
    expect(doseIn(changed, 'zone2')).toEqual({ ...zone2!.dose, minimum: 2, maximum: 3 });
    expect(changed!.filter(({ id }) => id !== 'zone2')).toEqual(targets.filter(({ id }) => id !== 'zone2'));
  });

  it('a part of a time is none: every other day is three or four a week', () => {
    const times = { least: 3.5, most: 3.5 };
    expect(doseIn(withPlannedDose(targets, { ...AEROBIC, times }), 'cardio')).toMatchObject({
      minimum: 3,
      maximum: 4,
    });
  });

  it('minutes of a week go to the target that counts them', () => {
    const weekMinutes = { least: 180, most: null };
    const changed = withPlannedDose([...targets, MINUTES], { ...AEROBIC, weekMinutes });
    expect(doseIn(changed, 'minutes')).toEqual({ unit: 'minutes', minimum: 180, maximum: null });
    expect(withPlannedDose(targets, { ...AEROBIC, weekMinutes })).toBeNull();
  });

  it('so often and so long are minutes of the week where those are counted', () => {
    const planned = { times: { least: 3, most: 5 }, minutes: { least: 30, most: null } };
    const changed = withPlannedDose([MINUTES], { ...AEROBIC, ...planned });
    expect(doseIn(changed, 'minutes')).toEqual({ unit: 'minutes', minimum: 90, maximum: null });
    expect(withPlannedDose([MINUTES], { ...AEROBIC, times: planned.times })).toBeNull();
  });

  it('fits no target that is not prescribed', () => {
    const planned = { ...AEROBIC, target: { id: 'yoga' }, times: { least: 1, most: 1 } };
    expect(withPlannedDose(targets, planned)).toBeNull();
  });
});
