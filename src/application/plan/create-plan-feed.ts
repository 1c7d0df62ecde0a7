import { formatBearerText, parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface CreatePlanFeedDeps {
  readonly stores: Pick<Stores, 'planFeeds'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type CreatePlanFeed = (input: {
  athleteId: string;
  name: string;
}) => Promise<{ id: string; key: string }>;

/** A secret address for a calendar (D5). Its key is answered once, only a SHA-256 is kept. */
export function createPlanFeed({ stores, secrets, clock, newId }: CreatePlanFeedDeps): CreatePlanFeed {
  return async ({ athleteId, name }) => {
    const key = formatBearerText('zf_', athleteId, secrets.randomBytes(32));
    const feed = { id: newId(), name, createdAtMs: clock.nowMs(), lastUsedAtMs: null };
    await stores.planFeeds.add(athleteId, feed, secrets.sha256(parseBearerText('zf_', key)!.bytes));
    return { id: feed.id, key };
  };
}
