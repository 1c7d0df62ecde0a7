import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LiveIntent } from '../../../adapters/wire/live/live-frames.ts';
import { Field } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { coachRelay } from '../../live/relay-run.ts';
import { hrefOf } from '../../shell/address.ts';
import { sourceOf } from '../relays/inlet-source.ts';
import { useInlets } from '../relays/use-inlets.ts';

const SPORTS = ['running', 'walking', 'hiking', 'cycling', 'rowing', 'swimming', 'training'];

/** An app captures somewhere else; this page is the coach (N6). */
export function RelayStart({ intent }: { intent: LiveIntent }): JSX.Element {
  const t = words.value.relays;
  const list = useInlets();
  const [chosen, setChosen] = useState<string | null>(null);
  const [sport, setSport] = useState(SPORTS[0]!);
  const action = useAction();
  if (list.state === 'loading') return <Loading heights={[120]} />;
  if (list.state === 'failed') return <ProblemNotice problem={list.problem} retry={list.reload} />;
  // The one that was seen last leads.
  const inlets = [...list.value.items].sort((a, b) => (b.lastSeenAt ?? '').localeCompare(a.lastSeenAt ?? ''));
  const inletId = chosen ?? inlets[0]?.id;
  return (
    <section class="relay-start stack">
      <p class="soft">{t.live.text}</p>
      {inletId === undefined ? (
        <p>{t.none}</p>
      ) : (
        <>
          <div class="form-grid">
            <Field label={t.live.source}>
              <select value={inletId} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
                {inlets.map((inlet) => (
                  <option key={inlet.id} value={inlet.id}>
                    {[inlet.name, sourceOf(inlet)].filter((part) => part !== null).join(' · ')}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t.live.sport}>
              <select value={sport} onChange={({ currentTarget }) => setSport(currentTarget.value)}>
                {SPORTS.map((id) => (
                  <option key={id} value={id}>
                    {words.value.sports[id]}
                  </option>
                ))}
              </select>
            </Field>
          </div>
          <button
            type="button"
            class="button primary big"
            disabled={action.busy}
            onClick={() => action.run(() => coachRelay({ inletId, intent, sport }))}
          >
            {t.live.go}
          </button>
        </>
      )}
      <ProblemNotice problem={action.problem} />
      <p>
        <a href={hrefOf('relays')}>{inletId === undefined ? t.live.setUp : t.manage}</a>
      </p>
    </section>
  );
}
