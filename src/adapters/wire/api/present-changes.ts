import type { Locale } from '../../../domain/athlete.ts';
import { isNote, type ChangedField } from '../../../domain/week/preview.ts';
import type { Reader } from '../messages/reader.ts';
import { renderNote } from '../messages/render.ts';

/** Changed fields as the report shows them (M3): sentences in the reader's language, under the report's own names. */
export function presentChanges(
  changes: readonly ChangedField[],
  locale: Locale,
  reader: Reader = 'athlete',
): { path: string; before: unknown; after: unknown }[] {
  return changes.map(({ path, before, after }) => ({
    path: path.replace(/\.note$/, '.text'),
    before: shown(before, locale, reader),
    after: shown(after, locale, reader),
  }));
}

function shown(value: unknown, locale: Locale, reader: Reader): unknown {
  if (isNote(value)) return renderNote(value, locale, reader);
  if (Array.isArray(value)) return value.map((item: unknown) => shown(item, locale, reader));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => [key === 'note' ? 'text' : key, shown(own, locale, reader)]),
  );
}
