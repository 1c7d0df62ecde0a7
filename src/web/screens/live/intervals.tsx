import type { JSX } from 'preact';
import type { CoachFrame } from '../../../adapters/wire/live/live-frames.ts';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import './intervals.css';

type Interval = NonNullable<CoachFrame['interval']>;

/** Four minutes of work; between them a break of at most six, of which three are customary (I4). */
const WORK_SECONDS = 240;
const RECOVERY_SECONDS = 180;
/** From here on a bout may be credited (I3). */
const CREDIT_SECONDS = 180;

/** The four intervals as segments: those credited, the one that is being run, those to come; and the countdown. */
export function Intervals({ interval }: { interval: Interval }): JSX.Element {
  const t = words.value.live;
  const { credited, phase, elapsedSeconds } = interval;
  const working = phase === 'work';
  const current = currentOf(interval);
  const span = working ? WORK_SECONDS : RECOVERY_SECONDS;
  const left = span - elapsedSeconds;
  return (
    <div class="intervals">
      <ol aria-label={t.intervalsLabel({ n: credited })}>
        {[0, 1, 2, 3].map((index) => (
          <li key={index} class="band-interval_4x4" data-state={stateOf(index, credited, current)}>
            {index === current && (
              <span style={{ width: `${Math.min(100, (100 * elapsedSeconds) / WORK_SECONDS)}%` }} />
            )}
          </li>
        ))}
      </ol>
      <p>
        <strong role="status">{t.phase[phase]}</strong>
        {(working || phase === 'recovery') && (
          <span class="numeral">{left >= 0 ? clock(left) : `+${clock(-left)}`}</span>
        )}
        <span class="soft">{t.ofFour({ n: credited })}</span>
      </p>
    </div>
  );
}

/** An interval is credited while it still runs (I7): its segment stays the current one until it closes. */
function currentOf({ phase, credited, elapsedSeconds }: Interval): number | null {
  if (phase !== 'work') return null;
  return Math.min(3, elapsedSeconds >= CREDIT_SECONDS && credited > 0 ? credited - 1 : credited);
}

function stateOf(index: number, credited: number, current: number | null): 'done' | 'current' | 'ahead' {
  if (index === current) return 'current';
  return index < credited ? 'done' : 'ahead';
}
