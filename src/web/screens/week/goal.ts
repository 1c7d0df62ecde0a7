import type { TargetJson } from '../../api/contract.ts';

/** What a target counts up to: days to the article's "every day", sessions to the minimum that makes the week met (T3–T7). */
export function goalOf(target: TargetJson): number {
  return target.unit === 'days' ? 7 : target.minimum;
}
