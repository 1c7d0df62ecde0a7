import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove } from '../../api/api-client.ts';
import { Download } from '../../components/download.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { forgetThisDevice } from '../../shell/forget-this-device.ts';

/** Take everything along; or have everything gone. Deleting asks for the word, so that no thumb does it by accident. */
export function Leave(): JSX.Element {
  const t = words.value.leave;
  const [typed, setTyped] = useState('');
  const erase = async (): Promise<void> => {
    await remove('/v1/athlete');
    await forgetThisDevice();
  };
  const form = useForm(erase);
  return (
    <section class="card stack" aria-labelledby="leave">
      <h2 id="leave">{t.title}</h2>
      <p>{t.exportText}</p>
      <Download path="/v1/export" fileName="zone-coach-export.zip" busyLabel={t.exporting}>
        {t.export}
      </Download>
      <details>
        <summary>{t.delete}</summary>
        <form class="stack" {...form.handlers}>
          <p>{t.deleteText}</p>
          <TextField
            label={t.deleteType({ word: t.deleteWord })}
            autocomplete="off"
            value={typed}
            onValue={setTyped}
          />
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
