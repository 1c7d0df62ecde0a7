import { nextDate } from './civil-time.ts';
import type { Scenario } from './scenario.ts';
import type {
  Prescription,
  Band,
  Dose,
  Edge,
  Target,
} from '../../../src/domain/prescription/prescription.ts';

/** Deterministic numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the language can say, drawn by chance: every kind of edge and dose, bands that overlap, meet and leave gaps. */
function randomPrescription(seed: number): Pick<Prescription, 'bands' | 'targets'> {
  const random = randomOf(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!;
  const chance = (share: number): boolean => random() < share;
  const words = (text: string): { da: string; en: string } => ({ da: `${text} da`, en: `${text} en` });
  const edgeFrom = (kind: number, low: number): { low: Edge; high: Edge } => {
    // A band in per cent is at least one wide, of the reserve ten.
    const width = Math.max(kind === 3 ? 0 : kind === 1 ? 10 : 1, whole(0, 18));
    switch (kind) {
      case 0:
        return { low: { percentOfMax: low }, high: { percentOfMax: Math.min(100, low + width) } };
      case 1: {
        const reserve = Math.min(90, Math.max(0, low - 25));
        return {
          low: { percentOfReserve: reserve },
          high: { percentOfReserve: Math.min(100, reserve + width) },
        };
      }
      case 2:
        return { low: { percentOfThreshold: low + 8 }, high: { percentOfThreshold: low + 8 + width } };
      default:
        return { low: { bpm: 2 * low }, high: { bpm: Math.min(230, 2 * low + 2 * width) } };
    }
  };
  const bands = Array.from({ length: whole(1, 8) }, (_, index): Band => {
    const { low, high } = edgeFrom(pick([0, 0, 0, 1, 2, 3]), whole(45, 90));
    return { id: `band_${index}`, name: words(`Band ${index}`), low, high: chance(0.2) ? null : high };
  });
  const dose = (isOpen: boolean): Dose => {
    const minimum = whole(1, 4);
    const maximum = minimum + whole(0, 2);
    const seconds = {
      least: 60 * pick([5, 15, 20, 30, 35]) + pick([0, 0, 1, 30]),
      most: chance(0.5) ? 7200 : null,
    };
    switch (pick(['sessions', 'sessions', 'days', 'minutes', 'intervals'] as const)) {
      case 'sessions':
        return {
          unit: 'sessions',
          minimum,
          maximum,
          seconds,
          ...(!isOpen && chance(0.6) && { cap: { aboveBand: pick([0.5, 0.3, 0.25, 1, 0.07]) } }),
        };
      case 'days':
        return { unit: 'days', minimum, maximum, seconds };
      case 'minutes':
        return { unit: 'minutes', minimum: pick([10, 30, 60, 75, 150, 300]), maximum: null };
      case 'intervals': {
        const least = pick([120, 150, 180, 180, 240]);
        return {
          unit: 'intervals',
          minimum,
          maximum,
          structure: {
            reps: whole(1, 5),
            work: { least, most: least + pick([60, 120, 150, 400]), effort: pick([0, 60, 90, 120]) },
            recovery: {
              least: pick([30, 45, 60, 90]),
              most: pick([180, 300, 360, 600]),
              ...(chance(0.4) && { belowFloor: pick([30, 60, 100]) }),
            },
            floor: pick<Edge>([
              { percentOfMax: whole(60, 82) },
              { bpm: whole(110, 160) },
              { percentOfReserve: 65 },
            ]),
          },
        };
      }
    }
  };
  const targets: Target[] = Array.from({ length: whole(1, 6) }, (_, index): Target => {
    const band = pick(bands).id;
    const isOpen = chance(0.25);
    const drawn = dose(isOpen);
    const own =
      drawn.unit === 'intervals'
        ? withFloorBelow(
            drawn,
            bands.find(({ id }) => id === band)!,
          )
        : drawn;
    return {
      id: `target_${index}`,
      name: words(`Target ${index}`),
      band: isOpen
        ? chance(0.5)
          ? `at_or_above:${band}`
          : { atOrAbove: { percentOfMax: whole(50, 80) } }
        : band,
      dose: own,
      ...(chance(0.2) && { sports: [pick(['running', 'strength', 'training'])] }),
      ...(chance(0.2) && { exceptSports: ['strength'] }),
      judged: chance(0.6),
    };
  });
  if (chance(0.4)) {
    targets.push({
      id: 'by_sport',
      name: words('Sport'),
      band: null,
      dose: { unit: 'sessions', minimum: 2, maximum: 3, seconds: { least: 900, most: null } },
      sports: ['strength'],
      judged: false,
    });
  }
  const sessionsTargets = targets.filter(({ dose: { unit } }) => unit === 'sessions' || unit === 'intervals');
  if (chance(0.4) && sessionsTargets.length > 0) {
    targets.unshift({
      id: 'also',
      name: words('Also'),
      band: `at_or_above:${bands[0]!.id}`,
      dose: { unit: 'sessions', minimum: 2, maximum: 2, seconds: { least: 1200, most: null } },
      alsoCounts: [pick(sessionsTargets).id],
      judged: true,
    });
  }
  return { bands, targets };
}

/** A floor of the kind of the band's lower edge lies at most there. */
function withFloorBelow(dose: Extract<Dose, { unit: 'intervals' }>, { low }: Band): Dose {
  const [[kind, value]] = Object.entries(low) as [[string, number]];
  const floor = Object.entries(dose.structure.floor) as [[string, number]];
  return floor[0][0] === kind && floor[0][1] > value
    ? { ...dose, structure: { ...dose.structure, floor: low } }
    : dose;
}

/** Resting heart rates of some days of a week, or none. */
export function randomResting(seed: number, dates: readonly string[]): Scenario['resting'] {
  const random = randomOf(seed + 33_333);
  if (random() < 0.25) return [];
  const bpm = (): number => 44 + Math.floor(random() * 25);
  return dates.filter(() => random() < 0.3).map((date) => ({ date, bpm: bpm(), source: 'device' as const }));
}

/**
 * Prescriptions that follow each other around a week, some beginning within it (T15), with ceilings; threshold heart rates:
 * none, one, or some that change within it.
 */
export function randomDated(seed: number, dates: readonly string[]) {
  const random = randomOf(seed + 77_777);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!;
  const some = dates.filter(() => random() < 0.3);
  const ceilingOf = (): Prescription['ceiling'] =>
    random() < 0.75
      ? null
      : {
          at: pick<Edge>([
            { percentOfMax: whole(70, 92) },
            { bpm: whole(130, 175) },
            { percentOfReserve: 75 },
            { percentOfThreshold: 95 },
          ]),
          sayAfterSeconds: 3,
          repeatEverySeconds: 10,
        };
  const starts = ['1900-01-01', ...[-14, -7, 0, 3].flatMap((days) => (random() < 0.25 ? [days] : []))];
  return {
    prescriptions: starts.map((start, index) => ({
      id: index === 0 ? 'first' : `later-${index}`,
      validFrom: typeof start === 'string' ? start : nextDate(dates[0]!, start),
      ceiling: ceilingOf(),
      ...randomPrescription(1_000_003 * index + seed),
    })),
    thresholds:
      random() < 0.25
        ? []
        : some.map((validFrom, index) => ({ id: `threshold-${index}`, validFrom, bpm: whole(140, 178) })),
    streaksBefore: Object.fromEntries(
      ['also', 'by_sport', ...Array.from({ length: 6 }, (_, index) => `target_${index}`)].map((id) => [
        id,
        whole(0, 9),
      ]),
    ),
  };
}
