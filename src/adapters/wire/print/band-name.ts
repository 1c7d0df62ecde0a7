import type { Locale } from '../../../domain/athlete.ts';
import { targetLabel } from '../messages/target-label.ts';

/** A band of the article carries the id of the target it serves; any other the name that it was given. */
export function bandName(
  band: { readonly id: string; readonly name?: string | undefined },
  locale: Locale,
): string {
  return targetLabel(band, locale);
}
