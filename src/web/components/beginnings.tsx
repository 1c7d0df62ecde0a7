import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { addSample, sampleShare } from '../live/sample-week.ts';
import { isUnasked, sayTrains } from '../shell/me.ts';
import { hrefOf } from '../shell/address.ts';
import { go } from '../shell/route.ts';
import './beginnings.css';
import { ProblemNotice } from './problem-notice.tsx';
import { useAction } from './use-action.ts';

/** The ways in: a strap, a file; and without any of them a simulated run, or a fortnight to look around in. */
export function Beginnings(): JSX.Element {
  const t = words.value.beginnings;
  const action = useAction();
  const share = sampleShare.value;
  const unasked = isUnasked();
  // A newcomer who begins says by it that they train (U1).
  const begin = async (): Promise<void> => {
    if (isUnasked()) await sayTrains(true);
  };
  const beginAt = (screen: 'live' | 'upload') => (event: Event) => {
    if (!unasked) return;
    event.preventDefault();
    action.run(() => begin().then(() => go(screen)));
  };
  return (
    <>
      <ul class="beginnings no-print">
        <li>
          <a href={hrefOf('live')} onClick={beginAt('live')}>
            <strong>{t.strap}</strong>
            <span>{t.strapText}</span>
          </a>
        </li>
        <li>
          <a href={hrefOf('upload')} onClick={beginAt('upload')}>
            <strong>{t.file}</strong>
            <span>{t.fileText}</span>
          </a>
        </li>
        <li>
          <button type="button" onClick={() => action.run(() => begin().then(() => go('live', 'simulated')))}>
            <strong>{t.simulated}</strong>
            <span>{t.simulatedText}</span>
          </button>
        </li>
        <li>
          <button
            type="button"
            disabled={share !== null}
            onClick={() =>
              action.run(() =>
                begin()
                  .then(addSample)
                  .then(() => go('week')),
              )
            }
          >
            <strong>{t.sample}</strong>
            <span>{t.sampleText}</span>
            {share !== null && <progress value={share} aria-label={t.sample} />}
          </button>
        </li>
      </ul>
      <ProblemNotice problem={action.problem} />
    </>
  );
}
