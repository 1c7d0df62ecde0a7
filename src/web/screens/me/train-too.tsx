import type { JSX } from 'preact';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { sayTrains } from '../../shell/me.ts';
import { go } from '../../shell/route.ts';

/** Makes somebody an athlete who came for others (U1). */
export function TrainToo(): JSX.Element {
  const t = words.value.person.trainToo;
  const action = useAction();
  return (
    <section class="card stack" aria-labelledby="train-too">
      <h2 id="train-too">{t.title}</h2>
      <p>{t.text}</p>
      <div>
        <button
          type="button"
          class="button"
          disabled={action.busy}
          onClick={() => action.run(() => sayTrains(true).then(() => go('week')))}
        >
          {t.begin}
        </button>
      </div>
      <ProblemNotice problem={action.problem} />
    </section>
  );
}
