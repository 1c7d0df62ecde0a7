import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove } from '../../api/api-client.ts';
import type { Items, SessionJson } from '../../api/contract.ts';
import { asProblem, forgetAnswers } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { sendSampleWeek } from '../../live/sample-week.ts';
import { go } from '../../shell/route.ts';

/** A believable fortnight to look around in: one click here, one click away again. */
export function SampleWeek(): JSX.Element {
  const t = words.value.sample;
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const run = (work: () => Promise<void>): void => {
    setProblem(null);
    setShare(0);
    work()
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => {
        setShare(null);
        forgetAnswers();
      });
  };
  const add = async (): Promise<void> => {
    await sendSampleWeek(setShare);
    forgetAnswers();
    go('week');
  };
  return (
    <section class="card stack" aria-labelledby="sample">
      <h2 id="sample">{t.title}</h2>
      <p class="soft">{t.text}</p>
      {share !== null && <progress value={share} aria-label={t.title} />}
      <div class="row">
        <button type="button" class="button" disabled={share !== null} onClick={() => run(add)}>
          {t.add}
        </button>
        <button
          type="button"
          class="button quiet"
          disabled={share !== null}
          onClick={() => run(removeSimulated)}
        >
          {t.remove}
        </button>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
    </section>
  );
}

/** Every simulated session goes, nothing else. */
async function removeSimulated(): Promise<void> {
  for (;;) {
    const page = await getJson<Items<SessionJson> & { nextCursor?: string }>('/v1/sessions?limit=200');
    const simulated = page.items.filter((session) => session.simulated);
    for (const { id } of simulated) await remove(`/v1/sessions/${id}`);
    if (simulated.length === 0 || page.nextCursor === undefined) return;
  }
}
