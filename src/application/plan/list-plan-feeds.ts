import type { PlanFeed } from '../ports/plan-feed-store.ts';
import type { Stores } from '../ports/stores.ts';

export type ListPlanFeeds = (input: { athleteId: string }) => Promise<readonly PlanFeed[]>;

export function listPlanFeeds({ stores }: { readonly stores: Pick<Stores, 'planFeeds'> }): ListPlanFeeds {
  return ({ athleteId }) => stores.planFeeds.list(athleteId);
}
