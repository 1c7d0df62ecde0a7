import type { Prescription, Target } from '../../../domain/prescription/prescription.ts';
import { qualitiesOf } from '../../../domain/week/interval-quality.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { prescriptionById } from '../../shell/athlete.ts';

/** What a week brought of a target, what its own prescription asked for, and in what both are counted. */
export interface WeekDose {
  readonly had: number;
  readonly needed: number;
  readonly unit: 'minutes' | 'intervals';
}

const NOT_ASKED: WeekDose = { had: 0, needed: 0, unit: 'minutes' };

/** The targets that decide a week, in the order of their bands. */
export function decidingTargets({ targets, bands }: Prescription): Target[] {
  const place = ({ band }: Target): number =>
    typeof band === 'string' ? bands.findIndex(({ id }) => id === band.replace(/^at_or_above:/, '')) : -1;
  return targets.filter(({ judged }) => judged).toSorted((a, b) => place(a) - place(b));
}

/**
 * Whole minutes in the band; credited intervals where those are prescribed, since no heart is in their band for all of an
 * interval (I2).
 */
export function weekDose(id: string, report: WeekReportJson): WeekDose {
  const target = prescriptionById(report.basis.prescriptionId).targets.find((each) => each.id === id);
  if (target === undefined) return NOT_ASKED;
  const { dose } = target;
  const seconds =
    report.bands.find((band) => band.id === id)?.seconds ??
    report.targets.find((each) => each.id === id)?.seconds ??
    0;
  const had = Math.floor(seconds / 60);
  switch (dose.unit) {
    case 'intervals': {
      const credited = qualitiesOf(report.intervalQuality, id).reduce((sum, each) => sum + each.credited, 0);
      return { had: credited, needed: dose.structure.reps * dose.minimum, unit: 'intervals' };
    }
    case 'sessions':
      return { had, needed: (dose.minimum * dose.seconds.least) / 60, unit: 'minutes' };
    case 'days':
      return { had, needed: (dose.maximum * dose.seconds.least) / 60, unit: 'minutes' };
    case 'minutes':
      return { had, needed: dose.minimum, unit: 'minutes' };
  }
}
