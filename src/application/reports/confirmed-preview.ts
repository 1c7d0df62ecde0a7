import type { DatedTimeZone } from '../../domain/athlete.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import { AppError } from '../errors.ts';
import type { Preview } from './preview-weeks.ts';

/** Names a change on top of a history: a confirmation is checked against what it was shown for, and no preview is stored. */
export function previewIdOf(
  sha256Hex: (data: string) => string,
  change: readonly unknown[],
  history: readonly { readonly id: string }[],
): string {
  const ids = history.map((each) => each.id).toSorted();
  return sha256Hex(JSON.stringify([...change, ids])).slice(0, 32);
}

/**
 * Lets a change pass that was not previewed (M3, P5).
 *
 * @throws AppError `preview_required` where it would change a week that is over.
 */
export function requireOpenWeeks(
  { weeks }: Preview,
  at: { readonly nowMs: number; readonly timeZones: readonly DatedTimeZone[] },
): void {
  const thisWeek = isoWeekOf(localDateAt(at.nowMs, at.timeZones));
  if (weeks.some(({ week }) => week < thisWeek)) {
    throw new AppError(
      'preview_required',
      'This would change finished weeks: ask for a preview and confirm it.',
    );
  }
}

/** @throws AppError `preview_outdated` where what was previewed is another change, or one of another history. */
export function requireSamePreview(confirmedId: string, previewId: string): void {
  if (confirmedId === previewId) return;
  throw new AppError(
    'preview_outdated',
    'The preview is of another change or another history: ask for a new one.',
  );
}
