import type { PageWords } from '../../../adapters/wire/messages/en/page.ts';
import type { Target } from '../../../domain/prescription/prescription.ts';

type DoseWords = Pick<
  PageWords['prescription'],
  | 'days'
  | 'daysExactly'
  | 'intervals'
  | 'minutes'
  | 'minutesFrom'
  | 'minutesRange'
  | 'times'
  | 'timesRange'
  | 'weeklyMinutes'
  | 'weeklyMinutesFrom'
>;

/** A dose as one would say it. */
export function doseWords({ id, dose }: Pick<Target, 'id' | 'dose'>, t: DoseWords): string {
  switch (dose.unit) {
    case 'sessions':
      return `${timesWords(dose, t)}, ${spanWords(dose.seconds, t)}`;
    case 'days':
      return `${daysWords(dose, t)}, ${spanWords(dose.seconds, t)}`;
    case 'minutes':
      return dose.maximum === null || dose.maximum === dose.minimum
        ? t.weeklyMinutesFrom({ minimum: dose.minimum })
        : t.weeklyMinutes({ minimum: dose.minimum, maximum: dose.maximum });
    case 'intervals': {
      const { reps, work, recovery } = dose.structure;
      // The article's is known by its name.
      if (id === 'interval_4x4' && reps === 4 && work.least === 180 && work.most === 330)
        return timesWords(dose, t);
      return `${timesWords(dose, t)}, ${t.intervals({ reps, work: span(work), recovery: span(recovery) })}`;
    }
  }
}

interface Counts {
  readonly minimum: number;
  readonly maximum: number;
}

function timesWords({ minimum, maximum }: Counts, t: DoseWords): string {
  return minimum === maximum ? t.times({ times: minimum }) : t.timesRange({ minimum, maximum });
}

function daysWords({ minimum, maximum }: Counts, t: DoseWords): string {
  return minimum === maximum && maximum < 7 ? t.daysExactly({ days: minimum }) : t.days({ minimum, maximum });
}

function spanWords({ least, most }: { least: number; most: number | null }, t: DoseWords): string {
  if (most === null) return t.minutesFrom({ from: minutes(least) });
  return most === least
    ? t.minutes({ minutes: minutes(least) })
    : t.minutesRange({ from: minutes(least), to: minutes(most) });
}

/** `3–5:30` minutes of seconds. */
function span({ least, most }: { least: number; most: number }): string {
  return least === most ? minutes(least) : `${minutes(least)}–${minutes(most)}`;
}

/** Whole minutes are said without their seconds. */
function minutes(seconds: number): string {
  const whole = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return rest === 0 ? String(whole) : `${whole}:${String(rest).padStart(2, '0')}`;
}
