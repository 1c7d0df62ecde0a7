import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { reconnectByTap } from '../../live/bridge.ts';
import { liveView } from '../../live/live-view.ts';
import { dismiss } from '../../live/tell-once.ts';
import './connection-line.css';

/** strap · buffer · server: a beat's way, and where it stands if it stands somewhere. */
export function ConnectionLine(): JSX.Element {
  const view = liveView.value;
  const t = words.value.live;
  const isElsewhere = view.source === 'watch' || view.source === 'relay';
  const notice = view.notices.at(-1);
  const strapGood = view.source !== 'strap' || view.strap === 'connected';
  // What has ended needs no strap.
  const needsStrap = !isElsewhere && view.phase !== 'ending';
  return (
    <div class="connection-line">
      {needsStrap && (
        <span data-good={strapGood} role="status">
          {view.source === 'simulated' ? t.simulatedStrap : t.strap[view.strap]}
        </span>
      )}
      {isElsewhere && view.coach !== null && (
        <span data-good={view.bpm !== null} data-testid="watched" role="status">
          {[view.strapName ?? t.someDevice, view.simulated ? t.simulated : ''].filter(Boolean).join(' · ')}
        </span>
      )}
      {!isElsewhere && (
        <span data-good={view.unsent < 20 && view.keeps} data-testid="unsent">
          {view.keeps ? t.unsent({ n: view.unsent }) : t.unkept({ n: view.unsent })}
        </span>
      )}
      <span data-good={view.server === 'connected'} role="status">
        {t.server[view.server]}
      </span>
      {(view.strap === 'needs_tap' || view.strap === 'no_heart_rate') && (
        <button type="button" class="button primary" onClick={() => void reconnectByTap()}>
          {view.strap === 'no_heart_rate' ? t.chooseAnother : t.reconnectStrap}
        </button>
      )}
      {notice !== undefined && (
        <p class="line-notice" role="status">
          {t.notices[notice]}
          <button type="button" class="button quiet" onClick={() => dismiss(notice)}>
            {t.understood}
          </button>
        </p>
      )}
    </div>
  );
}
