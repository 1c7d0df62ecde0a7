import { setImmediate } from 'node:timers/promises';
import type { Static } from 'typebox';
import type { Preview } from '../../application/reports/preview-weeks.ts';
import type { Locale } from '../../domain/athlete.ts';
import { presentChanges } from '../wire/api/present-changes.ts';
import type { Reader } from '../wire/messages/reader.ts';
import type { previewSchema } from '../wire/api/preview.ts';

/** Years of sentences are a lot to say at a stretch: others get a turn between. */
const WEEKS_PER_TURN = 16;

/** A preview in the reader's language (M3). */
export async function presentPreview(
  preview: Preview,
  locale: Locale,
  reader: Reader = 'athlete',
): Promise<Static<typeof previewSchema>> {
  const weeks: Static<typeof previewSchema>['weeks'] = [];
  for (const [index, { week, before, after, changes }] of preview.weeks.entries()) {
    if (index % WEEKS_PER_TURN === WEEKS_PER_TURN - 1) await setImmediate();
    weeks.push({
      week,
      before: { ...before, targets: [...before.targets] },
      after: { ...after, targets: [...after.targets] },
      changes: presentChanges(changes, locale, reader),
    });
  }
  return { previewId: preview.previewId, weeks };
}
