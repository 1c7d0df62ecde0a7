import { MINUTE_MS } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import { againAfter, isTaken } from '../webhooks/again-after.ts';
import type { ReadWeekBundle } from './read-week-bundle.ts';
import type { FhirDeliveryDeps } from './send-week-to-fhir-server.ts';

/** Sends the week that has waited longest to the FHIR server. False when none was due. */
export type DeliverWeek = () => Promise<boolean>;

/** Longer than an attempt lasts: a sender not heard of for this long is taken for dead. */
const TURN_MS = 2 * MINUTE_MS;

/**
 * At least once (D4): what the server does not take is tried again for three days, with the report as it then is. A
 * sender that dies leaves the week to be sent again; a week asked for again meanwhile is sent again.
 */
export function deliverWeek(
  deps: FhirDeliveryDeps & { readonly readWeekBundle: ReadWeekBundle },
): DeliverWeek {
  const { fhirDeliveries } = deps.stores;
  return async () => {
    const { fhirServer } = deps;
    if (fhirServer === null) return false;
    const startMs = deps.clock.nowMs();
    const turn = await fhirDeliveries.takeTurn(startMs, startMs + TURN_MS);
    if (turn === null) return false;
    const { athleteId, week } = turn;
    const bundle = await deps
      .readWeekBundle({ athleteId, week, locale: null, withSessions: true })
      .catch(erasedMeanwhile);
    if (bundle === null) return true;
    const outcome = await fhirServer.send(bundle);
    const atMs = deps.clock.nowMs();
    const nextAtMs = isTaken(outcome) ? null : againAfter(turn.attempts - 1, turn.requestedAtMs, atMs);
    const state = isTaken(outcome) ? 'delivered' : nextAtMs === null ? 'dead' : 'pending';
    await fhirDeliveries.endTurn(turn, { atMs, state, ...outcome, nextAtMs });
    return true;
  };
}

function erasedMeanwhile(error: unknown): null {
  if (error instanceof AppError && error.code === 'not_found') return null;
  throw error;
}
