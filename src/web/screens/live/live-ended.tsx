import type { JSX } from 'preact';
import { getInWords, remove } from '../../api/api-client.ts';
import type { SessionJson } from '../../api/contract.ts';
import { forgetAnswers, useResource } from '../../api/resource.ts';
import { CellBar } from '../../components/cell-bar.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { leaveEnded } from '../../live/bridge.ts';
import { liveView } from '../../live/live-view.ts';
import { prescriptionById } from '../../shell/athlete.ts';
import { hrefOf } from '../../shell/address.ts';
import { go } from '../../shell/route.ts';
import { Figures } from '../session/figures.tsx';
import { SetAsideRuns } from '../session/set-aside-runs.tsx';
import { Verdicts } from '../session/verdicts.tsx';

/** What the run was, as the server keeps it. */
export function LiveEnded(): JSX.Element {
  const t = words.value.live;
  const session = liveView.value.session ?? '';
  const answer = useResource(`session ${session}`, () => getInWords<SessionJson>(`/v1/sessions/${session}`));
  const action = useAction();
  // Nothing of it was counted: what was set aside is below.
  const isEmpty = answer.state === 'failed' && answer.problem.code === 'not_found';
  const removeRun = async (): Promise<void> => {
    await remove(`/v1/sessions/${session}`);
    forgetAnswers();
    leaveEnded();
  };
  return (
    <div class="stack live-ended">
      <h1>{t.endedTitle}</h1>
      {answer.state === 'loading' && <Loading heights={[120, 160]} />}
      {answer.state === 'failed' &&
        (isEmpty ? <p>{t.endedEmpty}</p> : <ProblemNotice problem={answer.problem} retry={answer.reload} />)}
      {answer.state === 'ready' && (
        <>
          <Figures session={answer.value} />
          <Verdicts session={answer.value} />
          {answer.value.cells !== null && (
            <CellBar
              cells={answer.value.cells}
              bands={answer.value.bands}
              prescription={prescriptionById(answer.value.basis.prescriptionId)}
            />
          )}
        </>
      )}
      <SetAsideRuns of={session} />
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            leaveEnded();
            go('week');
          }}
        >
          {t.seeWeek}
        </button>
        {!isEmpty && (
          <a class="button" href={hrefOf('session', session)} onClick={leaveEnded}>
            {t.seeSession}
          </a>
        )}
        {liveView.value.source === 'simulated' && !isEmpty && (
          <button
            type="button"
            class="button quiet flush"
            disabled={action.busy}
            onClick={() => action.run(removeRun)}
          >
            {t.removeSimulated}
          </button>
        )}
      </div>
    </div>
  );
}
