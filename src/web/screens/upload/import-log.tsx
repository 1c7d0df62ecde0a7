import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getJson, remove } from '../../api/api-client.ts';
import type { Items, LoggedUploadJson } from '../../api/contract.ts';
import { asProblem, forgetAnswers, useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { moment, number } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { finished } from './upload-queue.ts';

/** Everything that was ever taken in, newest first, each undone with one click. */
export function ImportLog(): JSX.Element {
  const t = words.value.upload;
  const log = useResource('uploads', () => getJson<Items<LoggedUploadJson>>('/v1/uploads'));
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const count = finished.value;
  useEffect(() => {
    if (count > 0 && log.state !== 'loading') log.reload();
  }, [count]);
  if (log.state === 'loading') return <Loading heights={[220]} />;
  if (log.state === 'failed') return <ProblemNotice problem={log.problem} retry={log.reload} />;
  const undo = (id: string): void => {
    remove(`/v1/uploads/${id}`).then(
      () => {
        forgetAnswers();
        log.reload();
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  };
  return (
    <section class="stack">
      <h2>{t.logTitle}</h2>
      {problem !== null && <ProblemNotice problem={problem} />}
      {log.value.items.length === 0 ? (
        <p class="soft">{t.logEmpty}</p>
      ) : (
        <ul class="import-log">
          {log.value.items.map(({ id, fileName, status, createdAt, sizeBytes, error }) => (
            <li key={id}>
              <div>
                <strong class="file-name">{fileName}</strong>
                <p class="soft small">
                  {moment(createdAt)} · {number(sizeBytes / 1024)} kB
                </p>
                {error !== undefined && <p class="small">{error.message}</p>}
              </div>
              <span class="verdict" data-status={status}>
                {t.statuses[status]}
              </span>
              {status === 'rejected' ? (
                <span />
              ) : (
                <button
                  type="button"
                  class="button quiet"
                  aria-label={t.undoFile(fileName)}
                  onClick={() => undo(id)}
                >
                  {t.undo}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
