import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { ceilingSilent, setCeilingSilent } from '../../live/ceiling-alarm.ts';
import { liveView } from '../../live/live-view.ts';
import './ceiling-guard.css';

/** Above the ceiling the whole screen says so (X1), and what it is: a limit of training, not an alarm for emergencies (X3). */
export function CeilingGuard(): JSX.Element | null {
  const { ceiling, bpm } = liveView.value;
  const t = words.value.live.ceiling;
  if (ceiling?.above !== true) return null;
  return (
    <div class="ceiling-guard" role="alert">
      <p class="numeral">{bpm ?? ceiling.peakBpm}</p>
      <strong>{t.above({ bpm: ceiling.bpm })}</strong>
      <p>{t.whatItIs}</p>
      <button
        type="button"
        class="button"
        aria-pressed={ceilingSilent.value}
        onClick={() => setCeilingSilent(!ceilingSilent.value)}
      >
        {t.silence}
      </button>
    </div>
  );
}

/** The ceiling beside the pulse, with how often it was crossed, and its own switch. */
export function CeilingLine(): JSX.Element | null {
  const { ceiling } = liveView.value;
  const t = words.value.live.ceiling;
  if (ceiling === null) return null;
  return (
    <p class="ceiling-line small">
      <span>{t.limit({ bpm: ceiling.bpm, crossings: ceiling.crossings })}</span>
      <button
        type="button"
        class="button small"
        aria-pressed={ceilingSilent.value}
        onClick={() => setCeilingSilent(!ceilingSilent.value)}
      >
        {t.silence}
      </button>
    </p>
  );
}
