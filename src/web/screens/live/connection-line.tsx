import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { reconnectByTap } from '../../live/bridge.ts';
import { liveView } from '../../live/live-view.ts';
import { dismissNotice } from '../../live/tell-once.ts';
import './connection-line.css';

/** strap · buffer · server: a beat's way, and where it stands if it stands somewhere. */
export function ConnectionLine(): JSX.Element {
  const view = liveView.value;
  const t = words.value.live;
  const isElsewhere = view.source === 'watch' || view.source === 'relay';
  const strapGood = view.source !== 'strap' || view.strap === 'connected';
  return (
    <div class="connection-line">
      {!isElsewhere && (
        <span data-good={strapGood} role="status">
          {view.source === 'simulated' ? t.simulatedStrap : t.strap[view.strap]}
        </span>
      )}
      {!isElsewhere && (
        <span data-good={view.unsent < 20} data-testid="unsent">
          {t.unsent(view.unsent)}
        </span>
      )}
      {isElsewhere && typeof view.coach?.device === 'string' && (
        <span data-good={view.bpm !== null} role="status">
          {view.coach.device}
        </span>
      )}
      <span data-good={view.server === 'connected'} role="status">
        {t.server[view.server]}
      </span>
      {view.strap === 'needs_tap' && (
        <button type="button" class="button primary" onClick={() => void reconnectByTap()}>
          {t.reconnectStrap}
        </button>
      )}
      {view.notice !== null && (
        <p class="line-notice" role="status">
          {t.notices[view.notice]}
          <button type="button" class="button quiet" onClick={dismissNotice}>
            {t.understood}
          </button>
        </p>
      )}
    </div>
  );
}
