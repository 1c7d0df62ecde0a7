/**
 * What the athlete set out to do, as said when a live session begins: cues and G7 follow it (C). Three of the article's
 * targets are named by their ids, any target of a prescription as `target:<id>`; one that the prescription does not have is
 * coached as `free`.
 */
export type Intent = ArticleIntent | 'free' | `target:${string}`;
type ArticleIntent = (typeof ARTICLE_INTENTS)[number];

export const ARTICLE_INTENTS = ['zone2', 'interval_4x4', 'anti_inflammatory'] as const;
const OWN = 'target:';

/** The id of the target that a run is for; null for a free run. */
export function targetOfIntent(intent: Intent): string | null {
  if (intent === 'free') return null;
  return intent.startsWith(OWN) ? intent.slice(OWN.length) : intent;
}

/** How a run for this target is named. */
export function intentFor(targetId: string): Intent {
  return ARTICLE_INTENTS.find((id) => id === targetId) ?? `${OWN}${targetId}`;
}
