import type { Dose, Target } from './prescription.ts';

/** What somebody else asks of one target in a week; null where they do not say. */
export interface PlannedDose {
  /** A target by its id, or the one of strength, or of moving at all: as public codes have it. */
  readonly target: { readonly id: string } | { readonly kind: 'strength' | 'aerobic' };
  readonly times: { readonly least: number; readonly most: number } | null;
  /** Each time. */
  readonly minutes: { readonly least: number; readonly most: number | null } | null;
  /** In the week, however they are spread. */
  readonly weekMinutes: { readonly least: number; readonly most: number | null } | null;
}

/** The targets with another dose of one of them; null where none fits, or the target has no such dose. */
export function withPlannedDose(targets: readonly Target[], planned: PlannedDose): readonly Target[] | null {
  const id = idOf(targets, planned);
  const target = targets.find((each) => each.id === id);
  const dose = target === undefined ? null : doseOf(target.dose, planned);
  return dose === null ? null : targets.map((each) => (each === target ? { ...each, dose } : each));
}

function idOf(targets: readonly Target[], { target, weekMinutes }: PlannedDose): string | undefined {
  if ('id' in target) return target.id;
  if (target.kind === 'strength')
    return targets.find(({ sports }) => sports?.includes('strength') === true)?.id;
  // What the guide counts is any activity from moderate on: the target that counts other ones too, else weekly minutes.
  const [ofWeek, any] = [
    targets.find(({ dose }) => dose.unit === 'minutes'),
    targets.find(({ alsoCounts }) => alsoCounts !== undefined),
  ];
  return (weekMinutes === null ? (any ?? ofWeek) : ofWeek)?.id;
}

function doseOf(dose: Dose, { times, minutes, weekMinutes }: PlannedDose): Dose | null {
  if (weekMinutes !== null) {
    const { least, most } = weekMinutes;
    const range = { minimum: Math.round(least), maximum: most === null ? null : Math.round(most) };
    return dose.unit === 'minutes' ? { ...dose, ...range } : null;
  }
  // A part of a time is none: every other day is three or four a week.
  const range = times && { minimum: Math.floor(times.least), maximum: Math.ceil(times.most) };
  switch (dose.unit) {
    case 'intervals':
      return range && { ...dose, ...range };
    case 'minutes':
      return times && minutes
        ? {
            ...dose,
            minimum: Math.round(times.least * minutes.least),
            maximum: minutes.most === null ? null : Math.round(times.most * minutes.most),
          }
        : null;
    default: {
      if (range === null && minutes === null) return null;
      const seconds = minutes && {
        least: Math.round(60 * minutes.least),
        most: minutes.most === null ? null : Math.round(60 * minutes.most),
      };
      return { ...dose, ...range, ...(seconds && { seconds }) };
    }
  }
}
