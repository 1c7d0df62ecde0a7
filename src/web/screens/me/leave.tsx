import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getBlob, remove } from '../../api/api-client.ts';
import { deviceToken } from '../../api/device-token.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { forgetThisDevice } from '../../shell/forget-this-device.ts';

const EXPORT = '/v1/export';
const EXPORT_NAME = 'zone-coach-export.zip';

/** Take everything along; or have everything gone. Deleting asks for the word, so that no thumb does it by accident. */
export function Leave(): JSX.Element {
  const t = words.value.leave;
  const [typed, setTyped] = useState('');
  const exporting = useAction();
  const erase = async (): Promise<void> => {
    await remove('/v1/athlete');
    await forgetThisDevice();
  };
  const form = useForm(erase);
  return (
    <section class="card stack" aria-labelledby="leave">
      <h2 id="leave">{t.title}</h2>
      <p>{t.exportText}</p>
      <div>
        {deviceToken() === null ? (
          <a class="button" href={EXPORT} download={EXPORT_NAME}>
            {t.export}
          </a>
        ) : (
          <button
            type="button"
            class="button"
            disabled={exporting.busy}
            onClick={() => exporting.run(saveExport)}
          >
            {exporting.busy ? t.exporting : t.export}
          </button>
        )}
      </div>
      <ProblemNotice problem={exporting.problem} />
      <details>
        <summary>{t.delete}</summary>
        <form class="stack" {...form.handlers}>
          <p>{t.deleteText}</p>
          <TextField label={t.deleteType(t.deleteWord)} autocomplete="off" value={typed} onValue={setTyped} />
          <div>
            <button
              type="submit"
              class="button primary"
              disabled={form.busy || typed.trim().toUpperCase() !== t.deleteWord}
            >
              {t.deleteConfirm}
            </button>
          </div>
        </form>
      </details>
      <ProblemNotice problem={form.problem} />
    </section>
  );
}

/** A link can't carry the token of a paired phone: there the page asks for the file. */
async function saveExport(): Promise<void> {
  const address = URL.createObjectURL(await getBlob(EXPORT));
  const link = document.createElement('a');
  link.href = address;
  link.download = EXPORT_NAME;
  link.click();
  URL.revokeObjectURL(address);
}
