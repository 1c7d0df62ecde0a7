import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../language/language.ts';
import { go } from '../../shell/route.ts';
import { takeShared } from './take-shared.ts';
import { uploadFiles } from './upload-queue.ts';

/** Files that another app handed over. Any site can hand some over: a person says whether they are uploaded. */
export function SharedOffer(): JSX.Element | null {
  const t = words.value.upload;
  const [files, setFiles] = useState<readonly File[] | null>(null);
  useEffect(() => {
    void takeShared().then(setFiles, () => undefined);
  }, []);
  if (files === null) return null;
  const decide = (take: boolean): void => {
    if (take) uploadFiles(files);
    go('upload');
  };
  return (
    <section class="card stack" aria-labelledby="shared">
      <h2 id="shared">{t.sharedTitle}</h2>
      {files.length === 0 ? (
        <p>{t.sharedNothing}</p>
      ) : (
        <ul>
          {files.map(({ name }, i) => (
            <li key={i}>{name}</li>
          ))}
        </ul>
      )}
      <div class="row">
        {files.length > 0 && (
          <button type="button" class="button primary" onClick={() => decide(true)}>
            {t.sharedTake({ files: files.length })}
          </button>
        )}
        <button type="button" class="button quiet" onClick={() => decide(false)}>
          {t.sharedLeave}
        </button>
      </div>
    </section>
  );
}
