import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, sendJson } from '../../api/api-client.ts';
import { asProblem, useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';

interface Resting {
  readonly bpm?: number | null;
}

/** "Is my resting pulse falling?": today's value, entered by hand where no device brings one (R). */
export function RestingTrend(): JSX.Element {
  const t = words.value.weeks;
  const date = today();
  const path = `/v1/athlete/resting-heart-rates/${date}`;
  const value = useResource(`resting ${date}`, () =>
    getJson<Resting>(path).catch((error: unknown): Resting => {
      if (asProblem(error).status === 404) return {};
      throw error;
    }),
  );
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const save = (event: Event): void => {
    event.preventDefault();
    sendJson('PUT', path, { bpm: Number(text) }).then(
      () => {
        setProblem(null);
        setText('');
        if (value.state !== 'loading') value.reload();
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  };
  const known = value.state === 'ready' ? (value.value.bpm ?? null) : null;
  return (
    <section class="resting stack">
      <div>
        <h2>{t.restingTitle}</h2>
        <p class="soft">{t.restingText}</p>
      </div>
      <form class="row" onSubmit={save}>
        {known !== null && (
          <p>
            <span class="numeral">{known}</span> <span class="soft">{t.restingToday}</span>
          </p>
        )}
        <label class="field">
          <span>{t.restingLabel}</span>
          <input
            type="number"
            inputMode="numeric"
            min={30}
            max={120}
            required
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {t.restingSave}
        </button>
      </form>
      {problem !== null && <ProblemNotice problem={problem} />}
    </section>
  );
}
