import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { targetOfUnit } from '../../../src/domain/prescription/prescription.ts';
import { intervalPace } from '../../../src/web/live/interval-pace.ts';

describe('intervalPace', () => {
  it('I3, I4: counts the article’s intervals down from four minutes and its breaks from three', () => {
    const { structure } = targetOfUnit(DEFAULT_PRESCRIPTION, 'intervals')!.dose;
    expect(intervalPace(structure)).toEqual({ workSeconds: 240, recoverySeconds: 180, creditSeconds: 180 });
  });

  it('P: stays within what another structure allows', () => {
    const structure = { work: { least: 150, most: 180, effort: 60 }, recovery: { least: 90, most: 120 } };
    expect(intervalPace(structure)).toEqual({ workSeconds: 180, recoverySeconds: 90, creditSeconds: 150 });
  });
});
