import type { TargetJson } from '../../api/contract.ts';

/** What a target counts up to: days to all that are prescribed, sessions to the minimum that makes the week met (T3–T7). */
export function goalOf({ unit, minimum, maximum }: TargetJson): number {
  return unit === 'days' ? maximum : minimum;
}
