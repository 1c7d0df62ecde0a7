import { MINUTE_MS } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { SendOutcome } from '../ports/guarded-post.ts';
import { againAfter, isTaken, isTooLate } from '../webhooks/again-after.ts';
import type { ReadWeekBundle } from './read-week-bundle.ts';
import type { FhirDeliveryDeps } from './send-week-to-fhir-server.ts';

/** Sends the week that has waited longest to the FHIR server. False when none was due. */
export type DeliverWeek = () => Promise<boolean>;

/** Longer than an attempt lasts: a sender not heard of for this long is taken for dead. */
const TURN_MS = 2 * MINUTE_MS;

/**
 * At least once (D4): what the server does not take is tried again for three days, with the report as it then is, and so
 * is a week that cannot be read. A sender that dies leaves the week to be sent again; a week asked for again meanwhile is
 * sent again.
 *
 * @throws what kept the week from being read, once that is noted.
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
    const { athleteId, week, attempts, requestedAtMs } = turn;
    // Whatever kills the sender in the middle would do so for ever.
    if (attempts > 1 && isTooLate(requestedAtMs, startMs)) {
      const over = { state: 'dead', status: null, error: 'given_up', nextAtMs: null } as const;
      await fhirDeliveries.endTurn(turn, { atMs: startMs, ...over });
      return true;
    }
    const [read] = await Promise.allSettled([
      deps.readWeekBundle({ athleteId, week, locale: null, withSessions: true }),
    ]);
    const outcome = read.status === 'fulfilled' ? await fhirServer.send(read.value) : UNREADABLE;
    const atMs = deps.clock.nowMs();
    const nextAtMs = isTaken(outcome) ? null : againAfter(attempts - 1, requestedAtMs, atMs);
    const state = isTaken(outcome) ? 'delivered' : nextAtMs === null ? 'dead' : 'pending';
    await fhirDeliveries.endTurn(turn, { atMs, state, ...outcome, nextAtMs });
    const fault: unknown = read.status === 'rejected' ? read.reason : null;
    if (fault instanceof Error && !isErased(fault)) throw fault;
    return true;
  };
}

const UNREADABLE: SendOutcome = { status: null, error: 'unreadable' };

/** The athlete has gone meanwhile, and the delivery with them. */
function isErased(error: Error): boolean {
  return error instanceof AppError && error.code === 'not_found';
}
