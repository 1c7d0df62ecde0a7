import type { JSX } from 'preact';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { problemText } from '../../language/problem-text.ts';
import { countsOf, ImportCounts } from './import-counts.tsx';
import { JobFiles } from './job-files.tsx';
import { Outcome } from './outcome.tsx';
import { cancel, canUndo, retry, undo, type QueuedFile } from './upload-queue.ts';

/** One file of this visit: how far it is, then what became of it and why; stopped and taken back here. */
export function QueueRow({ row }: { row: QueuedFile }): JSX.Element {
  const t = words.value.upload;
  const action = useAction();
  const busy = row.state === 'sending' || row.state === 'working';
  const single = row.job === null && row.outcomes.length <= 1;
  return (
    <li class="queue-row" data-state={row.state}>
      <div class="queue-head">
        <strong class="file-name">{row.name}</strong>
        <span class="soft">{row.state === 'done' && single ? '' : t.states[row.state]}</span>
        {(busy || row.state === 'waiting') && (
          <button
            type="button"
            class="button quiet"
            disabled={action.busy}
            aria-label={t.cancelFile({ name: row.name })}
            onClick={() => action.run(() => cancel(row))}
          >
            {t.cancel}
          </button>
        )}
        {canUndo(row) && (
          <button
            type="button"
            class="button quiet"
            aria-label={t.undoFile({ name: row.name })}
            onClick={() => action.run(() => undo(row))}
          >
            {t.undo}
          </button>
        )}
        {row.state === 'failed' && (
          <button type="button" class="button quiet" onClick={() => retry(row.key)}>
            {words.value.problem.retry}
          </button>
        )}
      </div>
      {busy && <progress value={row.share ?? undefined} aria-label={row.name} />}
      {row.problem !== null && row.state === 'failed' && <p role="alert">{problemText(row.problem)}</p>}
      <ProblemNotice problem={action.problem} />
      {row.job !== null && <ImportCounts counts={row.job.counts} progress={row.job} />}
      {row.job !== null && row.state !== 'working' && row.state !== 'undone' && <JobFiles id={row.job.id} />}
      {row.job === null && row.outcomes.length > 1 && (
        <>
          <ImportCounts counts={countsOf(row.outcomes)} progress={null} />
          <details>
            <summary>{t.eachFile}</summary>
            <ul class="outcomes">
              {row.outcomes.map((outcome, index) => (
                <li key={index}>
                  <span class="file-name">{outcome.fileName}</span> <Outcome outcome={outcome} />
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
      {single &&
        row.state !== 'undone' &&
        row.outcomes.map((outcome) => <Outcome key={0} outcome={outcome} />)}
    </li>
  );
}
