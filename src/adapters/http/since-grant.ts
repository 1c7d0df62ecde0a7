import type { LocalDate } from '../../domain/units.ts';
import type { Asker } from './access.ts';

/**
 * Of dated values those that count from the first day that a grant opens: what is in force on it, and what came later. What
 * was before is seen by nobody without history (C6).
 */
export function sinceGrant<Dated extends { readonly validFrom: LocalDate }>(
  values: readonly Dated[],
  { grant }: Pick<Asker, 'grant'>,
): readonly Dated[] {
  const since = grant?.since ?? null;
  if (since === null) return values;
  const inForceFrom = values
    .map(({ validFrom }) => validFrom)
    .filter((validFrom) => validFrom <= since)
    .sort()
    .at(-1);
  return values.filter(({ validFrom }) => validFrom >= (inForceFrom ?? since));
}
