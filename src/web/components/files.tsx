import type { JSX } from 'preact';
import { Download } from './download.tsx';

interface OneFile {
  readonly path: string;
  readonly fileName: string;
  readonly label: string;
}

/** What is shown, as files for other programs (D4, D5, D7). */
export function Files({ text, files }: { text: string; files: readonly OneFile[] }): JSX.Element {
  return (
    <div class="stack tight">
      <p class="soft">{text}</p>
      <div class="row">
        {files.map(({ path, fileName, label }) => (
          <Download key={fileName} path={path} fileName={fileName}>
            {label}
          </Download>
        ))}
      </div>
    </div>
  );
}
