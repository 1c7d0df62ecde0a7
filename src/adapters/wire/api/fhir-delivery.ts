import { Type, type Static } from 'typebox';
import type { IsoWeek } from '../../../domain/units.ts';
import { instant, isoWeek, oneOf } from './formats.ts';
import { count, nullable, strict } from './schema.ts';

export const sentWeek = strict({ week: isoWeek() });

const fhirDelivery = strict({
  week: isoWeek(),
  requestedAt: instant(),
  state: oneOf('pending', 'delivered', 'dead'),
  attempts: count,
  lastAttemptAt: nullable(instant()),
  lastStatus: nullable(Type.Integer()),
  lastError: nullable(Type.String()),
  nextAttemptAt: nullable(instant()),
});

export const fhirDeliveries = strict({
  /** Its host; null where the operator has configured none. */
  server: nullable(Type.String()),
  items: Type.Array(fhirDelivery),
});

export function presentFhirDelivery(delivery: {
  readonly week: IsoWeek;
  readonly requestedAtMs: number;
  readonly state: Static<typeof fhirDelivery>['state'];
  readonly attempts: number;
  readonly lastAttemptAtMs: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAttemptAtMs: number | null;
}): Static<typeof fhirDelivery> {
  const { requestedAtMs, lastAttemptAtMs, nextAttemptAtMs, ...said } = delivery;
  return {
    ...said,
    requestedAt: new Date(requestedAtMs).toISOString(),
    lastAttemptAt: instantOrNull(lastAttemptAtMs),
    nextAttemptAt: instantOrNull(nextAttemptAtMs),
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
