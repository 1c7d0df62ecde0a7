import type { JSX } from 'preact';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { addSample, removeSimulated, sampleShare } from '../../live/sample-week.ts';
import { go } from '../../shell/route.ts';

/** A believable fortnight to look around in: one click here, one click away again. */
export function SampleWeek(): JSX.Element {
  const t = words.value.sample;
  const action = useAction();
  const share = sampleShare.value;
  const busy = action.busy || share !== null;
  return (
    <section class="card stack" aria-labelledby="sample">
      <h2 id="sample">{t.title}</h2>
      <p class="soft">{t.text}</p>
      {busy && <progress value={share ?? undefined} aria-label={t.title} />}
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => action.run(() => addSample().then(() => go('week')))}
        >
          {t.add}
        </button>
        <button
          type="button"
          class="button quiet flush"
          disabled={busy}
          onClick={() => action.run(removeSimulated)}
        >
          {t.remove}
        </button>
      </div>
      <ProblemNotice problem={action.problem} />
    </section>
  );
}
