import type { LocalDate } from '../units.ts';

export type BandTargetId = 'zone2' | 'interval_4x4' | 'anti_inflammatory';
export type TargetId = BandTargetId | 'cardio' | 'strength' | 'daily_movement';

/** A closed band on the ratio bpm / max heart rate, whole per cent (Z1). */
export interface BandEdges {
  readonly id: BandTargetId;
  readonly lowPercent: number;
  readonly highPercent: number;
}

/** A dated prescription: what an athlete is asked to do from a Monday on (T15). */
export interface Prescription {
  readonly id: string;
  readonly validFrom: LocalDate;
  readonly reason: string | null;
  readonly bands: readonly BandEdges[];
  readonly zone2: {
    readonly minimum: number;
    readonly maximum: number;
    readonly minimumMinutes: number;
    readonly maximumMinutes: number;
  };
  readonly interval4x4: { readonly minimum: number; readonly maximum: number };
  readonly antiInflammatory: {
    readonly minimumDays: number;
    readonly maximumDays: number;
    readonly minimumMinutes: number;
    readonly maximumMinutes: number;
  };
  readonly cardio: {
    readonly minimum: number;
    readonly maximum: number;
    readonly minimumMinutes: number;
    readonly lowPercent: number;
  };
  readonly strength: { readonly minimum: number; readonly maximum: number; readonly minimumMinutes: number };
}
