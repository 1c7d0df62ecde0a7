import type { Band, Edge, PrescriptionContent, Structure, Target } from './prescription.ts';
import type { Words } from '../words.ts';

/** The numbers of the article's form of a prescription; the shape in which prescriptions were given at first. */
export interface ArticleNumbers {
  readonly bands: readonly {
    readonly id: 'anti_inflammatory' | 'zone2' | 'interval_4x4';
    readonly lowPercent: number;
    readonly highPercent: number;
  }[];
  readonly zone2: SessionNumbers & { readonly maximumMinutes: number };
  readonly interval4x4: { readonly minimum: number; readonly maximum: number };
  readonly antiInflammatory: {
    readonly minimumDays: number;
    readonly maximumDays: number;
    readonly minimumMinutes: number;
    readonly maximumMinutes: number;
  };
  readonly cardio: SessionNumbers & { readonly lowPercent: number };
  readonly strength: SessionNumbers;
}

interface SessionNumbers {
  readonly minimum: number;
  readonly maximum: number;
  readonly minimumMinutes: number;
}

/** Names as the catalogue has them; a target of the article under another name is said in general words. */
const NAMES: Readonly<Record<string, Words>> = {
  anti_inflammatory: { da: 'Let daglig aktivitet', en: 'Light daily activity' },
  zone2: { da: 'Zone 2', en: 'Zone 2' },
  interval_4x4: { da: '4 × 4', en: '4 × 4' },
  strength: { da: 'Styrke', en: 'Strength' },
  cardio: { da: 'Kondition', en: 'Cardio' },
};

/** Sentences of the article's targets name percentages of this floor below the interval band (I: 80 % below 85 %). */
const FLOOR_BELOW_BAND_PERCENT = 5;
/** Time above the band that a Zone 2 session bears, as a share of the time in it (T3). */
const ABOVE_SHARE = 0.5;

const WORK = { least: 180, most: 330, effort: 90 };
const RECOVERY = { least: 60, most: 360 };

/** The article's prescription with other numbers, in the language. */
export function fromArticleNumbers(numbers: ArticleNumbers): PrescriptionContent {
  const { zone2, interval4x4, antiInflammatory, cardio, strength } = numbers;
  const lowOf = (id: string): number => numbers.bands.find((band) => band.id === id)?.lowPercent ?? NaN;
  const seconds = (minutes: number, most: number | null): { least: number; most: number | null } => ({
    least: 60 * minutes,
    most: most === null ? null : 60 * most,
  });
  const target = (id: string, rest: Omit<Target, 'id' | 'name'>): Target => ({
    id,
    name: NAMES[id]!,
    ...rest,
  });
  return {
    bands: numbers.bands.map(({ id, lowPercent, highPercent }) => ({
      id,
      name: NAMES[id]!,
      low: { percentOfMax: lowPercent },
      high: { percentOfMax: highPercent },
    })),
    targets: [
      target('zone2', {
        band: 'zone2',
        dose: {
          unit: 'sessions',
          minimum: zone2.minimum,
          maximum: zone2.maximum,
          seconds: seconds(zone2.minimumMinutes, zone2.maximumMinutes),
          cap: { aboveBand: ABOVE_SHARE },
        },
        judged: true,
      }),
      target('interval_4x4', {
        band: 'interval_4x4',
        dose: {
          unit: 'intervals',
          minimum: interval4x4.minimum,
          maximum: interval4x4.maximum,
          structure: {
            reps: 4,
            work: WORK,
            recovery: RECOVERY,
            floor: { percentOfMax: lowOf('interval_4x4') - FLOOR_BELOW_BAND_PERCENT },
          },
        },
        judged: true,
      }),
      target('anti_inflammatory', {
        band: 'anti_inflammatory',
        dose: {
          unit: 'days',
          minimum: antiInflammatory.minimumDays,
          maximum: antiInflammatory.maximumDays,
          seconds: seconds(antiInflammatory.minimumMinutes, antiInflammatory.maximumMinutes),
        },
        judged: true,
      }),
      target('strength', {
        band: null,
        dose: {
          unit: 'sessions',
          minimum: strength.minimum,
          maximum: strength.maximum,
          seconds: seconds(strength.minimumMinutes, null),
        },
        sports: ['strength'],
        judged: false,
      }),
      target('cardio', {
        band:
          cardio.lowPercent === lowOf('zone2')
            ? 'at_or_above:zone2'
            : { atOrAbove: { percentOfMax: cardio.lowPercent } },
        dose: {
          unit: 'sessions',
          minimum: cardio.minimum,
          maximum: cardio.maximum,
          seconds: seconds(cardio.minimumMinutes, null),
        },
        exceptSports: ['strength'],
        alsoCounts: ['zone2', 'interval_4x4'],
        judged: false,
      }),
    ],
    ceiling: null,
  };
}

/** The numbers of a prescription of the article's form; null for any other. The inverse of `fromArticleNumbers`. */
export function toArticleNumbers({ bands, targets }: PrescriptionContent): ArticleNumbers | null {
  const dose = (id: string): Target['dose'] | null =>
    targets.find((target) => target.id === id)?.dose ?? null;
  const [zone2, interval, light, strength, cardio] = [
    dose('zone2'),
    dose('interval_4x4'),
    dose('anti_inflammatory'),
    dose('strength'),
    dose('cardio'),
  ];
  if (zone2?.unit !== 'sessions' || interval?.unit !== 'intervals' || light?.unit !== 'days') return null;
  if (strength?.unit !== 'sessions' || cardio?.unit !== 'sessions') return null;
  const lowPercent = percentOfTarget(
    bands,
    targets.find(({ id }) => id === 'cardio')!,
  );
  const percents = bands.map(({ id, low, high }) => ({
    id: id as ArticleNumbers['bands'][number]['id'],
    lowPercent: percentOfMax(low) ?? NaN,
    highPercent: percentOfMax(high) ?? NaN,
  }));
  const minutes = (seconds: number | null): number => (seconds ?? NaN) / 60;
  const numbers: ArticleNumbers = {
    bands: percents,
    zone2: {
      minimum: zone2.minimum,
      maximum: zone2.maximum,
      minimumMinutes: minutes(zone2.seconds.least),
      maximumMinutes: minutes(zone2.seconds.most),
    },
    interval4x4: { minimum: interval.minimum, maximum: interval.maximum },
    antiInflammatory: {
      minimumDays: light.minimum,
      maximumDays: light.maximum,
      minimumMinutes: minutes(light.seconds.least),
      maximumMinutes: minutes(light.seconds.most),
    },
    cardio: {
      minimum: cardio.minimum,
      maximum: cardio.maximum,
      minimumMinutes: minutes(cardio.seconds.least),
      lowPercent: lowPercent ?? NaN,
    },
    strength: {
      minimum: strength.minimum,
      maximum: strength.maximum,
      minimumMinutes: minutes(strength.seconds.least),
    },
  };
  // Whatever the numbers do not say is the article's, or it is another form.
  const again = fromArticleNumbers(numbers);
  return isSame(again.bands, bands) && isSame(again.targets, targets) ? numbers : null;
}

/** Whether the catalogue's own name is that of a band or target. */
export function isArticleName({ id, name }: Pick<Target, 'id' | 'name'>): boolean {
  const own = NAMES[id];
  return own !== undefined && isSame(own, name);
}

/** Asked for every session and sentence: what was found of a target stays with it. */
const known = new WeakMap<Target, { readonly bands: readonly Band[]; readonly isArticles: boolean }>();

/** Whether the catalogue's own sentences about a target of the article fit this one: its name, and all they take for granted. */
export function isArticleTarget(target: Target, { bands }: Pick<PrescriptionContent, 'bands'>): boolean {
  const found = known.get(target);
  if (found?.bands === bands) return found.isArticles;
  const isArticles = saysWhatTheArticleSays(target, bands);
  known.set(target, { bands, isArticles });
  return isArticles;
}

function saysWhatTheArticleSays(target: Target, bands: readonly Band[]): boolean {
  if (!isArticleName(target)) return false;
  const { dose } = target;
  switch (target.id) {
    case 'zone2':
      return (
        dose.unit === 'sessions' &&
        dose.cap?.aboveBand === ABOVE_SHARE &&
        dose.seconds.most !== null &&
        isPlain(target) &&
        bandInPercent(bands, target) !== null
      );
    case 'interval_4x4':
      return (
        dose.unit === 'intervals' &&
        isArticleStructure(dose.structure) &&
        isPlain(target) &&
        bandInPercent(bands, target) !== null
      );
    case 'anti_inflammatory':
      return dose.unit === 'days' && isPlain(target) && bandInPercent(bands, target) !== null;
    case 'strength':
      return (
        dose.unit === 'sessions' &&
        target.band === null &&
        isSame(target.sports, ['strength']) &&
        target.exceptSports === undefined
      );
    default:
      return (
        dose.unit === 'sessions' &&
        dose.cap === undefined &&
        dose.seconds.most === null &&
        percentOfTarget(bands, target) !== null &&
        target.sports === undefined &&
        isSame(target.exceptSports, ['strength']) &&
        isSame(target.alsoCounts, ['zone2', 'interval_4x4'])
      );
  }
}

/** The band of a target in per cent of max heart rate; null where it is given otherwise. */
export function bandInPercent(
  bands: readonly Band[],
  target: Pick<Target, 'band'>,
): { lowPercent: number; highPercent: number } | null {
  const band = bands.find(({ id }) => id === target.band);
  const lowPercent = band === undefined ? null : percentOfMax(band.low);
  const highPercent = band === undefined ? null : percentOfMax(band.high);
  return lowPercent === null || highPercent === null ? null : { lowPercent, highPercent };
}

/** The lower edge of a target that counts everything above it, in per cent of max heart rate; null where it is given otherwise. */
export function percentOfTarget(bands: readonly Band[], { band }: Pick<Target, 'band'>): number | null {
  if (band === null) return null;
  if (typeof band !== 'string') return percentOfMax(band.atOrAbove);
  const found = bands.find(({ id }) => band === `at_or_above:${id}`);
  return found === undefined ? null : percentOfMax(found.low);
}

function isPlain({ sports, exceptSports, alsoCounts }: Target): boolean {
  return sports === undefined && exceptSports === undefined && alsoCounts === undefined;
}

function isArticleStructure({ reps, work, recovery }: Structure): boolean {
  return reps === 4 && isSame(work, WORK) && isSame(recovery, RECOVERY);
}

function percentOfMax(edge: Edge | null): number | null {
  return edge !== null && 'percentOfMax' in edge ? edge.percentOfMax : null;
}

/** By value; the order of keys makes no difference. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame(Reflect.get(one, key), Reflect.get(other, key)))
  );
}
