import type { LiveIntent } from '../../adapters/wire/live/live-frames.ts';
import { sendJson } from '../api/api-client.ts';
import { asProblem, forgetAnswers } from '../api/resource.ts';
import { problemText } from '../language/problem-text.ts';
import { IDLE, liveView, show } from './live-view.ts';
import { startWatching, stopWatching } from './watch.ts';

export interface RelayRun {
  readonly inletId: string;
  readonly intent: LiveIntent;
  readonly sport: string;
}

let inletId: string | null = null;

/** Coaches here what an app sends to an inlet (N6): the run under way, or the next one. @throws ApiProblem */
export async function coachRelay(run: RelayRun): Promise<void> {
  const { intent, sport } = run;
  await sendJson('PUT', `/v1/inlets/${run.inletId}/coaching`, { intent, sport });
  inletId = run.inletId;
  startWatching(intent);
}

/** Ends the run of that app; what it sends within ten minutes joins it. A refusal is said where cues are. */
export async function endRelay(): Promise<void> {
  if (inletId === null) return;
  try {
    const { sessionId } = await sendJson<{ sessionId: string | null }>('POST', `/v1/inlets/${inletId}/end`);
    inletId = null;
    stopWatching();
    forgetAnswers();
    liveView.value =
      sessionId === null
        ? { ...IDLE, trouble: 'nothing_recorded' }
        : { ...IDLE, phase: 'ended', source: 'relay', session: sessionId };
  } catch (error) {
    show({ cue: { id: 'not_ended', text: problemText(asProblem(error)) } });
  }
}
