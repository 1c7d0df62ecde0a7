import type { WeekReportJson } from '../../api/contract.ts';
import { prescriptionById } from '../../shell/athlete.ts';

export type DosedTarget = 'anti_inflammatory' | 'zone2' | 'interval_4x4';

/** A 4×4 is four intervals. */
const INTERVALS = 4;

/**
 * What a week brought of a target and what its own prescription asked for: whole minutes in the band; credited intervals
 * for the 4×4, since no heart is in that band for all of four minutes (I2).
 */
export function weekDose(target: DosedTarget, report: WeekReportJson): { had: number; needed: number } {
  const { zone2, interval4x4, antiInflammatory } = prescriptionById(report.basis.prescriptionId);
  if (target === 'interval_4x4') {
    const had = report.intervalQuality.reduce((sum, { credited }) => sum + credited, 0);
    return { had, needed: INTERVALS * interval4x4.minimum };
  }
  const seconds = report.bands.find(({ id }) => id === target)?.seconds ?? 0;
  const needed =
    target === 'zone2'
      ? zone2.minimum * zone2.minimumMinutes
      : antiInflammatory.maximumDays * antiInflammatory.minimumMinutes;
  return { had: Math.floor(seconds / 60), needed };
}
