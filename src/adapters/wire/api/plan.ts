import { Type, type Static } from 'typebox';
import { instant, text } from './formats.ts';
import { nullable, strict } from './schema.ts';

export const newPlanFeed = strict({ name: text(100) });

/** Answered once: the key in the address is not kept. */
export const issuedPlanFeed = strict({ id: Type.String(), url: Type.String() });

export const planFeedSchema = strict({
  id: Type.String(),
  name: Type.String(),
  createdAt: instant(),
  lastUsedAt: nullable(instant()),
});

export const planFeedQuery = strict({ key: text(100) });

export function presentPlanFeed(feed: {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}): Static<typeof planFeedSchema> {
  return {
    id: feed.id,
    name: feed.name,
    createdAt: new Date(feed.createdAtMs).toISOString(),
    lastUsedAt: feed.lastUsedAtMs === null ? null : new Date(feed.lastUsedAtMs).toISOString(),
  };
}
