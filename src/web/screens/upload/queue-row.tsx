import type { JSX } from 'preact';
import type { UploadOutcomeJson } from '../../api/contract.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';
import { retry, type QueuedFile } from './upload-queue.ts';

/** One file of this visit: how far it is, then what became of it and why. */
export function QueueRow({ row }: { row: QueuedFile }): JSX.Element {
  const t = words.value.upload;
  const busy = row.state === 'sending' || row.state === 'working';
  const many = row.outcomes.length > 1;
  return (
    <li class="queue-row" data-state={row.state}>
      <div class="row">
        <strong class="file-name">{row.name}</strong>
        <span class="soft">
          {row.state === 'done' ? (many ? t.summary(countsOf(row.outcomes)) : '') : t.states[row.state]}
        </span>
      </div>
      {busy && (
        <progress
          value={row.state === 'working' && row.jobId === null ? undefined : row.share}
          aria-label={row.name}
        />
      )}
      {row.state === 'failed' && (
        <div class="row">
          <span role="alert">{row.trouble === '' ? words.value.problem.offline : row.trouble}</span>
          <button type="button" class="button quiet" onClick={() => retry(row.key)}>
            {words.value.problem.retry}
          </button>
        </div>
      )}
      {many ? (
        <details>
          <summary>{t.eachFile}</summary>
          <ul>
            {row.outcomes.map((outcome, index) => (
              <li key={index}>
                <span class="file-name">{outcome.fileName}</span> <Outcome outcome={outcome} />
              </li>
            ))}
          </ul>
        </details>
      ) : (
        row.outcomes.map((outcome, index) => <Outcome key={index} outcome={outcome} />)
      )}
    </li>
  );
}

function Outcome({ outcome }: { outcome: UploadOutcomeJson }): JSX.Element {
  const t = words.value.upload;
  return (
    <div class="outcome">
      <span class="verdict" data-status={outcome.status}>
        {t.statuses[outcome.status]}
      </span>
      {outcome.error !== undefined && <span>{outcome.error.message}</span>}
      {outcome.warnings.map(({ code, message }) => (
        <span key={code + message} class="soft">
          {message}
        </span>
      ))}
      {outcome.sessions.map((id, index) => (
        <a key={id} href={hrefOf('session', id)}>
          {outcome.sessions.length > 1 ? t.openSessionNumber(index + 1) : t.openSession}
        </a>
      ))}
    </div>
  );
}

function countsOf(outcomes: readonly UploadOutcomeJson[]): {
  imported: number;
  known: number;
  refused: number;
} {
  const count = (...statuses: UploadOutcomeJson['status'][]): number =>
    outcomes.filter(({ status }) => statuses.includes(status)).length;
  return { imported: count('imported', 'partial'), known: count('duplicate'), refused: count('rejected') };
}
