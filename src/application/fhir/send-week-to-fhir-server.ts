import type { IsoWeek } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FhirDelivery } from '../ports/fhir-delivery-store.ts';
import type { FhirServer } from '../ports/fhir-server.ts';
import type { Stores } from '../ports/stores.ts';

export interface FhirDeliveryDeps {
  readonly stores: Pick<Stores, 'fhirDeliveries'>;
  /** Null where the operator has configured none. */
  readonly fhirServer: FhirServer | null;
  readonly clock: Clock;
}

export type SendWeekToFhirServer = (input: { athleteId: string; week: IsoWeek }) => Promise<void>;

/**
 * The athlete sends a week to the clinical system (D4): what is sent is read when it goes. A week may be sent again.
 *
 * @throws AppError `invalid_state` where the operator has configured no server.
 */
export function sendWeekToFhirServer({ stores, fhirServer, clock }: FhirDeliveryDeps): SendWeekToFhirServer {
  return async ({ athleteId, week }) => {
    if (fhirServer === null) {
      throw new AppError('invalid_state', 'No clinical system takes reports of this installation.');
    }
    await stores.fhirDeliveries.request(athleteId, week, clock.nowMs());
  };
}

export type ListFhirDeliveries = (input: {
  athleteId: string;
}) => Promise<{ readonly host: string | null; readonly items: readonly FhirDelivery[] }>;

/** About a year of weeks. */
const LISTED = 53;

export function listFhirDeliveries({ stores, fhirServer }: FhirDeliveryDeps): ListFhirDeliveries {
  return async ({ athleteId }) => ({
    host: fhirServer?.host ?? null,
    items: await stores.fhirDeliveries.list(athleteId, LISTED),
  });
}
