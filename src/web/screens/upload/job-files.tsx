import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson } from '../../api/api-client.ts';
import type { Items, LoggedUploadJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { Outcome } from './outcome.tsx';

/** What a large archive brought, file by file: asked for when somebody looks, a page at a time. */
export function JobFiles({ id }: { id: string }): JSX.Element {
  const t = words.value.upload;
  const [files, setFiles] = useState<readonly LoggedUploadJson[]>([]);
  /** Undefined before the first look, null after the last page. */
  const [cursor, setCursor] = useState<string | null | undefined>(undefined);
  const action = useAction();
  const more = (): void =>
    action.run(async () => {
      const after = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await getJson<Items<LoggedUploadJson>>(`/v1/uploads?job=${id}${after}`);
      setFiles([...files, ...page.items]);
      setCursor(page.nextCursor ?? null);
    });
  return (
    <details
      onToggle={(event) => {
        if (event.currentTarget.open && cursor === undefined) more();
      }}
    >
      <summary>{t.eachFile}</summary>
      <ul class="outcomes">
        {files.map((file) => (
          <li key={file.id}>
            <span class="file-name">{file.fileName}</span> <Outcome outcome={file} />
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} retry={more} />
      {typeof cursor === 'string' && (
        <button type="button" class="button quiet" disabled={action.busy} onClick={more}>
          {t.more}
        </button>
      )}
    </details>
  );
}
