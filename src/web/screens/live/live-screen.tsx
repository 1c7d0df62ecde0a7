import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { startSimulated } from '../../live/bridge.ts';
import { liveView } from '../../live/live-view.ts';
import { go } from '../../shell/route.ts';
import { LiveEnded } from './live-ended.tsx';
import { LiveRun } from './live-run.tsx';
import { LiveStart } from './live-start.tsx';

/** Before, during and after a run. `subject` "simulated" starts a simulated run at once, "relay" asks which app sends. */
export function LiveScreen({ subject }: { subject: string | null }): JSX.Element {
  const { phase } = liveView.value;
  useEffect(() => {
    if (subject !== 'simulated') return;
    if (liveView.peek().phase === 'idle') void startSimulated();
    go('live');
  }, [subject]);
  if (phase === 'idle') return <LiveStart byRelay={subject === 'relay'} />;
  if (phase === 'ended') return <LiveEnded />;
  return <LiveRun />;
}
