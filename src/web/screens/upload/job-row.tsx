import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import type { ImportJobJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { followJob, isUnderWay } from './follow-job.ts';
import { ImportCounts } from './import-counts.tsx';
import { JobFiles } from './job-files.tsx';
import { shareDone } from './share-done.ts';
import { stopJob } from './stop-job.ts';

/** A large archive in the log: it goes on while nobody looks, and is stopped or taken back as a whole. */
export function JobRow({
  job: listed,
  onChanged,
}: {
  job: ImportJobJson;
  onChanged: () => void;
}): JSX.Element {
  const t = words.value.upload;
  const [job, setJob] = useState(listed);
  const stopping = useAction();
  const undoing = useAction();
  useEffect(() => {
    setJob(listed);
    if (!isUnderWay(listed)) return;
    let looked = true;
    void followJob(listed.id, (now) => looked && setJob(now)).then(() => looked && onChanged());
    return () => {
      looked = false;
    };
  }, [listed.id, listed.state]);
  const running = isUnderWay(job);
  const stop = async (): Promise<void> => {
    await stopJob(job.id);
    onChanged();
  };
  const undo = async (): Promise<void> => {
    await sendJson('POST', `/v1/uploads/jobs/${job.id}/undo`);
    onChanged();
  };
  return (
    <li data-state={job.state}>
      <div class="stack tight">
        <strong class="file-name">{job.fileName}</strong>
        <p class="soft small">
          {moment(job.createdAt)} · {t.jobStates[job.state]}
        </p>
        {running && <progress value={shareDone(job) ?? undefined} aria-label={job.fileName} />}
        <ImportCounts counts={job.counts} progress={job} />
        {!running && job.state !== 'undone' && <JobFiles id={job.id} />}
        <ProblemNotice problem={undoing.problem ?? stopping.problem} />
      </div>
      {job.state !== 'undone' && (
        <button
          type="button"
          class="button quiet"
          disabled={stopping.busy || undoing.busy}
          aria-label={running ? t.cancelFile({ name: job.fileName }) : t.undoFile({ name: job.fileName })}
          onClick={() => (running ? stopping.run(stop) : undoing.run(undo))}
        >
          {running ? t.cancel : undoing.busy ? t.states.undoing : t.undo}
        </button>
      )}
    </li>
  );
}
