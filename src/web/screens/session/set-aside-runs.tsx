import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { getInWords, sendInWords } from '../../api/api-client.ts';
import type { Items, SetAsideJson } from '../../api/contract.ts';
import { forgetAnswers, useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { SetAsideRun } from './set-aside-run.tsx';
import { sportName } from './sport-name.ts';
import './set-aside-runs.css';

/** Put in their place on this visit, which may be taken back. */
const placed = signal<readonly SetAsideJson[]>([]);

/**
 * What was captured and not counted (L5): a person says where it belongs, or deletes it. Nothing when there is none.
 * `of` is one run's id.
 */
export function SetAsideRuns({ of }: { of?: string }): JSX.Element | null {
  const answer = useResource('set aside', () =>
    getInWords<Items<SetAsideJson>>('/v1/recordings?state=set_aside'),
  );
  const listed = answer.state === 'ready' ? answer.value.items : [];
  const open = listed.filter(({ id }) => of === undefined || id === of);
  // Until the list is asked again, it still names what has just been placed.
  const isPlaced = (id: string): boolean => placed.value.some((run) => run.id === id);
  const done = placed.value.filter(({ id }) => of === undefined || id === of);
  const waiting = open.filter(({ id }) => !isPlaced(id));
  if (waiting.length + done.length === 0) return null;
  const t = words.value.setAside;
  const title = waiting.length > 0 ? t.title : t.placedTitle;
  return (
    <section class="set-aside" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {done.map((run) => (
          <PlacedRun key={run.id} run={run} />
        ))}
        {waiting.map((run) => (
          <SetAsideRun
            key={run.id}
            run={run}
            placed={() => {
              placed.value = [...placed.value, run];
            }}
          />
        ))}
      </ul>
    </section>
  );
}

/** What has just been decided, and the way back. */
function PlacedRun({ run }: { run: SetAsideJson }): JSX.Element {
  const t = words.value.setAside;
  const action = useAction();
  const takeBack = async (): Promise<void> => {
    await sendInWords('POST', `/v1/recordings/${run.id}/place`, { startedAt: null });
    placed.value = placed.value.filter(({ id }) => id !== run.id);
    forgetAnswers();
  };
  return (
    <li>
      <p role="status">
        {t.placed({ sport: sportName({ sport: run.sport, subSport: null }), when: moment(run.endedAt) })}
      </p>
      <ProblemNotice problem={action.problem} />
      <button
        type="button"
        class="button quiet flush"
        disabled={action.busy}
        onClick={() => action.run(takeBack)}
      >
        {words.value.upload.undo}
      </button>
    </li>
  );
}
