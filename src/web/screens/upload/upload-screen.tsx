import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { ImportLog } from './import-log.tsx';
import { QueueRow } from './queue-row.tsx';
import { SharedOffer } from './shared-offer.tsx';
import { cancelAll, canUndo, clearSettled, isSettled, queue, undoAll, uploadFiles } from './upload-queue.ts';
import './upload-screen.css';

/** Drop anything: one file, a folder, a vendor's whole export. `subject` "shared" offers what another app handed over. */
export function UploadScreen({ subject }: { subject: string | null }): JSX.Element {
  const t = words.value.upload;
  return (
    <div class="upload stack">
      <h1>{t.title}</h1>
      {subject === 'shared' && <SharedOffer />}
      <DropZone />
      {queue.value.length > 0 && <Visit />}
      <ImportLog />
    </div>
  );
}

function Visit(): JSX.Element {
  const t = words.value.upload;
  const action = useAction();
  const rows = queue.value;
  const ended = rows.filter(isSettled).length;
  const undoable = rows.filter(canUndo).length;
  return (
    <section class="stack" aria-label={t.now}>
      <div class="row">
        <h2>{t.progress({ done: ended, all: rows.length })}</h2>
        {ended < rows.length && rows.length > 1 && (
          <button type="button" class="button quiet" onClick={cancelAll}>
            {t.cancelAll}
          </button>
        )}
        {ended === rows.length && undoable > 1 && (
          <button
            type="button"
            class="button quiet"
            disabled={action.busy}
            onClick={() => action.run(undoAll)}
          >
            {t.undoAll}
          </button>
        )}
        {ended === rows.length && (
          <button type="button" class="button quiet" onClick={clearSettled}>
            {t.clear}
          </button>
        )}
      </div>
      <ProblemNotice problem={action.problem} />
      {rows.length > 1 && <progress value={ended} max={rows.length} aria-label={t.now} />}
      <ul class="queue">
        {rows.map((row) => (
          <QueueRow key={row.key} row={row} />
        ))}
      </ul>
    </section>
  );
}

function DropZone(): JSX.Element {
  const t = words.value.upload;
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const take = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    uploadFiles([...(input.files ?? [])]);
    input.value = '';
  };
  return (
    <section class="drop-zone" aria-label={t.title}>
      <svg viewBox="0 0 120 64" aria-hidden="true">
        <path d="M2 40h22l8-20 14 36 10-24 6 8h14" />
        <path d="M96 56V14M82 26l14-14 14 14" />
      </svg>
      <p class="drop-lead">{t.lead}</p>
      <p class="soft">{t.kinds}</p>
      <div class="row">
        <button type="button" class="button primary" onClick={() => filesInput.current?.click()}>
          {t.chooseFiles}
        </button>
        <button type="button" class="button" onClick={() => folderInput.current?.click()}>
          {t.chooseFolder}
        </button>
      </div>
      <input ref={filesInput} type="file" multiple hidden data-testid="files" onChange={take} />
      <input
        ref={folderInput}
        type="file"
        multiple
        hidden
        data-testid="folder"
        {...{ webkitdirectory: true }}
        onChange={take}
      />
    </section>
  );
}
