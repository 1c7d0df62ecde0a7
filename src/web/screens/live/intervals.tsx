import type { JSX } from 'preact';
import type { CoachFrame } from '../../../adapters/wire/live/live-frames.ts';
import { bandClass } from '../../components/band-class.ts';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { intervalPace } from '../../live/interval-pace.ts';
import { intervalsOf } from '../../live/intervals-of.ts';
import { prescriptionOfRun } from '../../live/live-view.ts';
import './intervals.css';

type Interval = NonNullable<CoachFrame['interval']>;

/** Intervals of the prescribed structure as segments: those credited, the one that is being run, those to come; and the countdown. */
export function Intervals({ interval }: { interval: Interval }): JSX.Element {
  const t = words.value.live;
  const { credited, of, phase, elapsedSeconds } = interval;
  const prescription = prescriptionOfRun();
  const target = intervalsOf(interval);
  const pace = intervalPace(target.dose.structure);
  const working = phase === 'work';
  const current = currentOf(interval, pace.creditSeconds);
  const left = (working ? pace.workSeconds : pace.recoverySeconds) - elapsedSeconds;
  return (
    <div class="intervals">
      <ol
        aria-label={t.intervalsLabel({ n: credited, of })}
        style={{ gridTemplateColumns: `repeat(${of}, minmax(0, 1fr))` }}
      >
        {Array.from({ length: of }, (_, index) => (
          <li
            key={index}
            class={bandClass(target.id, prescription)}
            data-state={stateOf(index, credited, current)}
          >
            {index === current && (
              <span style={{ width: `${Math.min(100, (100 * elapsedSeconds) / pace.workSeconds)}%` }} />
            )}
          </li>
        ))}
      </ol>
      <p>
        <strong role="status">{t.phase[phase]}</strong>
        {(working || phase === 'recovery') && (
          <span class="numeral">{left >= 0 ? clock(left) : `+${clock(-left)}`}</span>
        )}
        <span class="soft">{t.ofReps({ n: credited, of })}</span>
        {interval.target !== undefined && (
          <span class="soft small">{nameOf(target.id, prescription).title}</span>
        )}
      </p>
    </div>
  );
}

/** An interval is credited while it still runs (I7): its segment stays the current one until it closes. */
function currentOf({ phase, credited, of, elapsedSeconds }: Interval, creditSeconds: number): number | null {
  if (phase !== 'work') return null;
  return Math.min(of - 1, elapsedSeconds >= creditSeconds && credited > 0 ? credited - 1 : credited);
}

function stateOf(index: number, credited: number, current: number | null): 'done' | 'current' | 'ahead' {
  if (index === current) return 'current';
  return index < credited ? 'done' : 'ahead';
}
