import type { LocalDate } from '../units.ts';
import type { Words } from '../words.ts';

/**
 * An edge of a band, inclusive, whole numbers only (Z1). The reserve lies between resting and max heart rate in force; the
 * threshold is a dated lactate or ventilatory threshold heart rate.
 */
export type Edge =
  | { readonly percentOfMax: number }
  | { readonly percentOfReserve: number }
  | { readonly percentOfThreshold: number }
  | { readonly bpm: number };

/** Colours that a band may be given, by name: every theme has its own shade of each. */
export const BAND_COLOURS = ['green', 'blue', 'orange', 'red', 'purple', 'teal', 'yellow', 'grey'] as const;
export type BandColour = (typeof BAND_COLOURS)[number];

/** A closed range of heart rate, open upwards where `high` is null. Bands may overlap and leave gaps. */
export interface Band {
  readonly id: string;
  readonly name: Words;
  readonly low: Edge;
  readonly high: Edge | null;
  readonly colour?: BandColour;
}

/** Time that a session or a day needs, seconds; more than `most` counts, with a note. */
export interface NeededSeconds {
  readonly least: number;
  readonly most: number | null;
}

/** Intervals by heart rate alone, seconds (I). A recovery may have to bring `belowFloor` seconds below the floor (P6). */
export interface Structure {
  readonly reps: number;
  readonly work: { readonly least: number; readonly most: number; readonly effort: number };
  readonly recovery: { readonly least: number; readonly most: number; readonly belowFloor?: number };
  /** A bout goes on for as long as the heart stays here or above. */
  readonly floor: Edge;
}

export interface SessionsDose {
  readonly unit: 'sessions';
  readonly minimum: number;
  readonly maximum: number;
  readonly seconds: NeededSeconds;
  /** Time above the band is at most this share of the time in it (T3: 0.5). */
  readonly cap?: { readonly aboveBand: number };
}

export interface DaysDose {
  readonly unit: 'days';
  readonly minimum: number;
  readonly maximum: number;
  readonly seconds: NeededSeconds;
}

/** Whole minutes of the week in the band, each minute once. */
export interface MinutesDose {
  readonly unit: 'minutes';
  readonly minimum: number;
  readonly maximum: number | null;
}

export interface IntervalsDose {
  readonly unit: 'intervals';
  readonly minimum: number;
  readonly maximum: number;
  readonly structure: Structure;
}

export type Dose = SessionsDose | DaysDose | MinutesDose | IntervalsDose;

/** One thing that a week is to bring. */
export interface Target {
  readonly id: string;
  readonly name: Words;
  /**
   * Id of a band, `at_or_above:<id>` for its lower edge and everything above, its own edge, or null where heart rate
   * is not used.
   */
  readonly band: string | { readonly atOrAbove: Edge } | null;
  readonly dose: Dose;
  /** Only sessions of these sports; `strength` stands for T6. Left out: any. */
  readonly sports?: readonly string[];
  readonly exceptSports?: readonly string[];
  /** Ids of targets whose credited sessions count here too (T7). */
  readonly alsoCounts?: readonly string[];
  /** Whether it decides the status of the week (T13). */
  readonly judged: boolean;
}

/** A heart rate to stay below while running (X): a training limit, not an alarm. */
export interface Ceiling {
  readonly at: Edge;
  readonly sayAfterSeconds: number;
  readonly repeatEverySeconds: number;
}

/** Who prescribed; somebody else than the athlete also by the names of then, which stay when they are gone. */
export type PrescriptionAuthor =
  | 'default'
  | {
      readonly userId: string;
      readonly clinicId?: string;
      readonly name?: string;
      readonly clinic?: string;
    };

/** A dated prescription: what an athlete is asked to do from a Monday on (T15). */
export interface Prescription {
  readonly id: string;
  readonly validFrom: LocalDate;
  readonly author: PrescriptionAuthor;
  readonly reason: string | null;
  readonly bands: readonly Band[];
  readonly targets: readonly Target[];
  readonly ceiling: Ceiling | null;
}

/** Whether somebody else than the athlete wrote it: only their names are kept. */
export function isPrescribedByAnother({ author }: Pick<Prescription, 'author'>): boolean {
  return author !== 'default' && (author.name !== undefined || author.clinicId !== undefined);
}

/** What is prescribed, without who, when and why. */
export type PrescriptionContent = Pick<Prescription, 'bands' | 'targets' | 'ceiling'>;

/** The first target of a kind of dose. */
export function targetOfUnit<Unit extends Dose['unit']>(
  { targets }: Pick<Prescription, 'targets'>,
  unit: Unit,
): (Target & { readonly dose: Extract<Dose, { unit: Unit }> }) | null {
  const found = targets.find((target) => target.dose.unit === unit);
  // Narrowed by the line above.
  return (found as (Target & { readonly dose: Extract<Dose, { unit: Unit }> }) | undefined) ?? null;
}
