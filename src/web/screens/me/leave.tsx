import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove } from '../../api/api-client.ts';
import { asProblem } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';

/** Take everything along; or have everything gone. Deleting asks for the word, so that no thumb does it by accident. */
export function Leave(): JSX.Element {
  const t = words.value.leave;
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const erase = (event: Event): void => {
    event.preventDefault();
    remove('/v1/athlete').then(
      () => {
        localStorage.clear();
        location.assign('/');
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  };
  return (
    <section class="card stack" aria-labelledby="leave">
      <h2 id="leave">{t.title}</h2>
      <p>{t.exportText}</p>
      <div>
        <a class="button" href="/v1/export" download="zone-coach-export.zip">
          {t.export}
        </a>
      </div>
      <details>
        <summary>{t.delete}</summary>
        <form class="stack" onSubmit={erase}>
          <p>{t.deleteText}</p>
          <label class="field">
            <span>{t.deleteType(t.deleteWord)}</span>
            <input
              autocomplete="off"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
          <div>
            <button
              type="submit"
              class="button primary"
              disabled={typed.trim().toUpperCase() !== t.deleteWord}
            >
              {t.deleteConfirm}
            </button>
          </div>
        </form>
      </details>
      {problem !== null && <ProblemNotice problem={problem} />}
    </section>
  );
}
