import type { JSX } from 'preact';
import type { ImportJobJson, UploadOutcomeJson } from '../../api/contract.ts';
import { number } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** Files by their outcome, in words; with `progress` also how many of how many. */
export function ImportCounts({
  counts,
  progress,
}: {
  counts: ImportJobJson['counts'];
  progress: Pick<ImportJobJson, 'done' | 'total' | 'scan'> | null;
}): JSX.Element {
  const t = words.value.upload;
  const parts = [
    ...(progress?.scan === undefined ? [] : [t.scan(mebibytesOf(progress.scan))]),
    ...(progress === null ? [] : [t.progress({ done: progress.done, all: progress.total })]),
    t.counts.imported({ n: counts.imported }),
    ...(counts.partial === 0 ? [] : [t.counts.partial({ n: counts.partial })]),
    ...(counts.duplicate === 0 ? [] : [t.counts.duplicate({ n: counts.duplicate })]),
    ...(counts.rejected === 0 ? [] : [t.counts.rejected({ n: counts.rejected })]),
  ];
  return <p class="soft">{parts.join(' · ')}</p>;
}

function mebibytesOf({ doneBytes, totalBytes }: NonNullable<ImportJobJson['scan']>): {
  done: string;
  all: string;
} {
  return { done: number(doneBytes / 2 ** 20), all: number(totalBytes / 2 ** 20) };
}

export function countsOf(outcomes: readonly UploadOutcomeJson[]): ImportJobJson['counts'] {
  const counts = { imported: 0, partial: 0, duplicate: 0, rejected: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
