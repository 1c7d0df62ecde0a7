import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { getJson, remove } from '../../api/api-client.ts';
import type { ImportJobJson, Items, LoggedUploadJson } from '../../api/contract.ts';
import { forgetAnswers, useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { Pages } from '../../components/pages.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment, number } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { JobRow } from './job-row.tsx';
import { Outcome } from './outcome.tsx';
import { settled } from './upload-queue.ts';

interface Log {
  readonly jobs: readonly ImportJobJson[];
  readonly files: Items<LoggedUploadJson>;
}

/** Everything that was ever taken in, newest first, each undone with one click. */
export function ImportLog(): JSX.Element {
  const t = words.value.upload;
  const log = useResource('uploads', async (): Promise<Log> => {
    const [jobs, files] = await Promise.all([
      getJson<Items<ImportJobJson>>('/v1/uploads/jobs'),
      getJson<Items<LoggedUploadJson>>('/v1/uploads'),
    ]);
    return { jobs: jobs.items, files };
  });
  const ends = settled.value;
  useEffect(() => {
    if (ends !== '') log.reload();
  }, [ends]);
  if (log.state === 'loading') return <Loading heights={[220]} />;
  if (log.state === 'failed') return <ProblemNotice problem={log.problem} retry={log.reload} />;
  const { jobs, files } = log.value;
  return (
    <section class="stack">
      <h2>{t.logTitle}</h2>
      {jobs.length + files.items.length === 0 && <p class="soft">{t.logEmpty}</p>}
      {jobs.length > 0 && (
        <ul class="import-log">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} onChanged={forgetAnswers} />
          ))}
        </ul>
      )}
      <LoggedFiles key={files.items[0]?.id} first={files} onChanged={forgetAnswers} />
    </section>
  );
}

function LoggedFiles({
  first,
  onChanged,
}: {
  first: Items<LoggedUploadJson>;
  onChanged: () => void;
}): JSX.Element {
  const t = words.value.upload;
  const action = useAction();
  const load = (cursor: string): Promise<Items<LoggedUploadJson>> =>
    getJson<Items<LoggedUploadJson>>(`/v1/uploads?cursor=${cursor}`);
  const undo = async (id: string): Promise<void> => {
    await remove(`/v1/uploads/${id}`);
    onChanged();
  };
  return (
    <>
      <ProblemNotice problem={action.problem} />
      <Pages first={first} load={load} moreLabel={t.more}>
        {(all) => (
          <ul class="import-log">
            {all.map((file) => (
              <li key={file.id}>
                <div>
                  <strong class="file-name">{file.fileName}</strong>
                  <p class="soft small">
                    {moment(file.createdAt)} · {number(Math.ceil(file.sizeBytes / 1024))} kB
                  </p>
                  <Outcome outcome={file} />
                </div>
                {file.status !== 'rejected' && (
                  <button
                    type="button"
                    class="button quiet"
                    disabled={action.busy}
                    aria-label={t.undoFile({ name: file.fileName })}
                    onClick={() => action.run(() => undo(file.id))}
                  >
                    {t.undo}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Pages>
    </>
  );
}
