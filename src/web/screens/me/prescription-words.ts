import type { BandTargetId, Prescription } from '../../../domain/prescription/prescription.ts';
import { words } from '../../language/language.ts';

export interface PrescribedTarget {
  readonly id: 'zone2' | 'interval_4x4' | 'anti_inflammatory' | 'cardio' | 'strength';
  /** The band in per cent of max heart rate; empty where there is none. */
  readonly band: string;
  readonly dose: string;
}

/** A prescription target by target, as one would say it. */
export function prescribedTargets(rx: Prescription): PrescribedTarget[] {
  const t = words.value.prescription;
  const band = (id: BandTargetId): string => {
    const found = rx.bands.find((each) => each.id === id);
    return found === undefined ? '' : t.percentRange(found.lowPercent, found.highPercent);
  };
  const { zone2, interval4x4, antiInflammatory, cardio, strength } = rx;
  return [
    {
      id: 'zone2',
      band: band('zone2'),
      dose: `${t.times(zone2)}, ${t.minutes(zone2.minimumMinutes, zone2.maximumMinutes)}`,
    },
    { id: 'interval_4x4', band: band('interval_4x4'), dose: t.times(interval4x4) },
    {
      id: 'anti_inflammatory',
      band: band('anti_inflammatory'),
      dose: `${t.days(antiInflammatory.minimumDays, antiInflammatory.maximumDays)}, ${t.minutes(
        antiInflammatory.minimumMinutes,
        antiInflammatory.maximumMinutes,
      )}`,
    },
    {
      id: 'cardio',
      band: t.percentFrom(cardio.lowPercent),
      dose: `${t.times(cardio)}, ${t.minutesFrom(cardio.minimumMinutes)}`,
    },
    { id: 'strength', band: '', dose: `${t.times(strength)}, ${t.minutesFrom(strength.minimumMinutes)}` },
  ];
}

/** What is new in `after`, target by target, in the same words. */
export function prescriptionChanges(before: Prescription, after: Prescription): string[] {
  const old = prescribedTargets(before);
  return prescribedTargets(after).flatMap(({ id, band, dose }, index) => {
    const was = old[index]!;
    const name = words.value.targets[id].title;
    return [
      ...(band === was.band ? [] : [`${name}: ${was.band} → ${band}`]),
      ...(dose === was.dose ? [] : [`${name}: ${was.dose} → ${dose}`]),
    ];
  });
}
