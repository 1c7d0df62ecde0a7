import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { words } from '../../language/language.ts';
import { ImportLog } from './import-log.tsx';
import { clearFinished, queue, uploadFiles } from './upload-queue.ts';
import { QueueRow } from './queue-row.tsx';
import './upload-screen.css';

/** Drop anything: one file, a folder, a vendor's whole export. */
export function UploadScreen(): JSX.Element {
  const t = words.value.upload;
  const rows = queue.value;
  const ended = rows.filter(({ state }) => state === 'done' || state === 'failed').length;
  return (
    <div class="upload stack">
      <h1>{t.title}</h1>
      <DropZone />
      {rows.length > 0 && (
        <section class="stack" aria-label={t.now}>
          <div class="row">
            <h2>{t.progress(ended, rows.length)}</h2>
            {ended === rows.length && (
              <button type="button" class="button quiet" onClick={clearFinished}>
                {t.clear}
              </button>
            )}
          </div>
          <progress value={ended} max={rows.length} aria-label={t.now} />
          <ul class="queue">
            {rows.map((row) => (
              <QueueRow key={row.key} row={row} />
            ))}
          </ul>
        </section>
      )}
      <ImportLog />
    </div>
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
      <input ref={folderInput} type="file" multiple hidden {...{ webkitdirectory: true }} onChange={take} />
    </section>
  );
}
