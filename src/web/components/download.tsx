import type { ComponentChildren, JSX } from 'preact';
import { getBlob } from '../api/api-client.ts';
import { deviceToken } from '../api/device-token.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { saveBlob } from './save-blob.ts';
import { useAction } from './use-action.ts';

interface DownloadProps {
  readonly path: string;
  readonly fileName: string;
  readonly busyLabel?: string;
  /** Ask for the file instead of linking to it: where the server may have none, its words are shown here. */
  readonly mayBeMissing?: boolean;
  readonly children: ComponentChildren;
}

/** A file of the server. A link can't carry the token of a paired phone: there the page asks for the file. */
export function Download(props: DownloadProps): JSX.Element {
  const { path, fileName, busyLabel, mayBeMissing = false, children } = props;
  const action = useAction();
  if (deviceToken() === null && !mayBeMissing) {
    return (
      <div>
        <a class="button" href={path} download={fileName}>
          {children}
        </a>
      </div>
    );
  }
  return (
    <>
      <div>
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() => action.run(async () => saveBlob(await getBlob(path), fileName))}
        >
          {action.busy && busyLabel !== undefined ? busyLabel : children}
        </button>
      </div>
      <ProblemNotice problem={action.problem} />
    </>
  );
}
