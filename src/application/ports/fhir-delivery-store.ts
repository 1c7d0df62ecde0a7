import type { IsoWeek } from '../../domain/units.ts';
import type { DeliveryState } from './webhook-store.ts';

/** A week that the athlete has sent to the FHIR server. */
export interface FhirDelivery {
  readonly week: IsoWeek;
  readonly requestedAtMs: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastAttemptAtMs: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  /** When it is tried next; null when it is over. */
  readonly nextAttemptAtMs: number | null;
}

/** The right to send one week: it ends when the week is sent again, or at `untilMs`. */
export interface FhirTurn {
  readonly athleteId: string;
  readonly week: IsoWeek;
  readonly requestedAtMs: number;
  /** This one included. */
  readonly attempts: number;
  readonly untilMs: number;
}

export interface FhirDeliveryStore {
  /** Due at once, also where the week was sent before. */
  request(athleteId: string, week: IsoWeek, nowMs: number): Promise<void>;
  /** The latest requests first. */
  list(athleteId: string, limit: number): Promise<readonly FhirDelivery[]>;
  /** What has waited longest, of any athlete; null when none is due. */
  takeTurn(nowMs: number, untilMs: number): Promise<FhirTurn | null>;
  /** Notes how an attempt went; nothing where the turn has ended. `nextAtMs` null: it is over. */
  endTurn(
    turn: FhirTurn,
    attempt: {
      readonly atMs: number;
      readonly state: DeliveryState;
      readonly status: number | null;
      readonly error: string | null;
      readonly nextAtMs: number | null;
    },
  ): Promise<void>;
}
