import type { LocalDate } from '../../domain/units.ts';
import type { Asker } from './access.ts';

/** The first day of what the asker may see of an athlete (C6); null where that is all. */
export function firstDayOf({ grant }: Pick<Asker, 'grant'>): LocalDate | null {
  return grant?.since ?? null;
}

/**
 * Of dated values those that count from the first day that a grant opens: what is in force on it, and what came later. What
 * was before is seen by nobody without history (C6).
 */
export function sinceGrant<Dated extends { readonly validFrom: LocalDate }>(
  values: readonly Dated[],
  asker: Pick<Asker, 'grant'>,
): readonly Dated[] {
  const since = firstDayOf(asker);
  if (since === null) return values;
  const inForceFrom = values
    .map(({ validFrom }) => validFrom)
    .filter((validFrom) => validFrom <= since)
    .sort()
    .at(-1);
  return values.filter(({ validFrom }) => validFrom >= (inForceFrom ?? since));
}
