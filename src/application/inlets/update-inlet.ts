import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { InletChanges, SeenInlet } from '../ports/inlet-store.ts';
import type { LiveStore } from '../ports/live-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface UpdateInletDeps {
  readonly stores: Pick<Stores, 'inlets'>;
  readonly liveStore: Pick<LiveStore, 'claim' | 'find'>;
  readonly clock: Clock;
}

export type UpdateInlet = (input: {
  athleteId: string;
  id: string;
  changes: InletChanges;
}) => Promise<SeenInlet>;

/**
 * Renames an inlet or changes what it may and what its run is coached for (N6). A run under way takes up a new intent at
 * its next beat, whichever process writes it: claiming its stream makes that one open it again.
 */
export function updateInlet({ stores, liveStore, clock }: UpdateInletDeps): UpdateInlet {
  return async ({ athleteId, id, changes }) => {
    const { expiresAtMs, intent, sport } = changes;
    if (typeof expiresAtMs === 'number' && expiresAtMs <= clock.nowMs()) {
      throw new AppError('invalid_input', 'An inlet expires in the future.', { field: 'expiresAt' });
    }
    await stores.inlets.update(athleteId, id, changes);
    const inlet = await stores.inlets.find(athleteId, id);
    if (inlet === null) throw new AppError('not_found', 'There is no such inlet.');
    if (inlet.run !== null && (intent !== undefined || sport !== undefined)) {
      const key = { athleteId, sessionId: inlet.run.sessionId };
      const stream = await liveStore.find(key);
      if (stream !== null && !stream.closed) {
        await liveStore.claim(
          key,
          { ...stream.facts, intent: inlet.intent, sport: inlet.sport },
          clock.nowMs(),
        );
      }
    }
    return inlet;
  };
}
