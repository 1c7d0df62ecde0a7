import type { SetAsideRun } from '../ports/live-run-store.ts';
import type { Stores } from '../ports/stores.ts';

export type ListSetAside = (input: { athleteId: string }) => Promise<readonly SetAsideRun[]>;

/** What was captured and not counted, until a person decides (L5). */
export function listSetAside({ stores }: { readonly stores: Pick<Stores, 'liveRuns'> }): ListSetAside {
  return ({ athleteId }) => stores.liveRuns.listSetAside(athleteId);
}
