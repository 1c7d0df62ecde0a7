import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { SessionJson, TraceJson } from '../../api/contract.ts';
import { clock, timeOfDay } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { scheme } from '../../shell/scheme.ts';
import { bestFit, gradedIntervals } from './graded-intervals.ts';
import { TraceChart, type Window } from './trace-chart.ts';
import './session-trace.css';

/** The trace over the bands, bouts shaded, gaps hatched; zoom by wheel, pinch, keys or buttons, pan by dragging. */
export function SessionTrace({
  session,
  trace,
  prescription,
}: {
  session: SessionJson;
  trace: TraceJson;
  prescription: Prescription;
}): JSX.Element {
  const t = words.value.session;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<TraceChart | null>(null);
  const end = trace.t.at(-1) ?? 0;
  const [shown, setShown] = useState<Window>({ from: 0, to: end });
  const dark = scheme.value;
  // The last instant ends the recording; a null there hatches nothing.
  const gaps = trace.bpm.slice(0, -1).includes(null);
  useEffect(() => {
    if (place.current === null) return;
    const made = new TraceChart(place.current, { session, trace, prescription }, setShown);
    chart.current = made;
    return () => made.destroy();
  }, [session, trace, prescription]);
  useEffect(() => chart.current?.takeColours(), [dark]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -0.2, ArrowRight: 0.2 }[event.key];
    const zoom = { '+': 0.5, '-': 2, '0': Infinity }[event.key];
    if (move !== undefined) chart.current?.pan(move);
    else if (zoom !== undefined) chart.current?.zoom(zoom);
    else return;
    event.preventDefault();
  };
  return (
    <div class="session-trace">
      <div class="row trace-tools no-print">
        <span class="soft small">{t.window({ from: clock(shown.from), to: clock(shown.to) })}</span>
        <span class="row">
          <button
            type="button"
            class="button icon"
            aria-label={t.zoomIn}
            onClick={() => chart.current?.zoom(0.5)}
          >
            +
          </button>
          <button
            type="button"
            class="button icon"
            aria-label={t.zoomOut}
            onClick={() => chart.current?.zoom(2)}
          >
            −
          </button>
          <button type="button" class="button quiet" onClick={() => chart.current?.zoom(Infinity)}>
            {t.zoomAll}
          </button>
        </span>
      </div>
      <div
        ref={place}
        class="trace-place"
        role="img"
        tabIndex={0}
        aria-label={t.traceLabel({
          time: clock(session.activeSeconds),
          average: session.averageHeartRate ?? t.notKnown,
          highest: session.maxHeartRate ?? t.notKnown,
        })}
        onKeyDown={onKeyDown}
      />
      <MarkedIntervals session={session} prescription={prescription} />
      {gaps && <p class="soft small hatched-legend">{t.gaps}</p>}
      <Sources session={session} shown={shown} />
    </div>
  );
}

/** Of several targets of intervals: whose bouts the trace marks. */
function MarkedIntervals({
  session,
  prescription,
}: {
  session: SessionJson;
  prescription: Prescription;
}): JSX.Element | null {
  const graded = gradedIntervals(session, prescription);
  const target = bestFit(graded)?.target;
  if (graded.length < 2 || target === undefined) return null;
  return (
    <p class="soft small">
      {words.value.session.boutsMarked({ name: nameOf(target.id, prescription).title })}
    </p>
  );
}

function Sources({ session, shown }: { session: SessionJson; shown: Window }): JSX.Element {
  const t = words.value.session;
  const startMs = Date.parse(session.startedAt);
  const span = Math.max(1, shown.to - shown.from);
  return (
    <div class="sources">
      <h3>{t.sourcesTitle}</h3>
      <ul>
        {session.sources.map((source) => {
          const from = (Date.parse(source.startedAt) - startMs) / 1000;
          const to = (Date.parse(source.endedAt) - startMs) / 1000;
          return (
            <li key={source.recordingId}>
              <p class="small">
                <strong>{source.deviceName ?? t.sourceKinds[source.kind]}</strong>{' '}
                <span class="soft">
                  {timeOfDay(source.startedAt, session.timeZone)}–
                  {timeOfDay(source.endedAt, session.timeZone)} ·{' '}
                  {source.usedSeconds > 0 ? t.used({ time: clock(source.usedSeconds) }) : t.notUsed}
                </span>
              </p>
              <div class="strip" aria-hidden="true">
                <span
                  data-used={source.usedSeconds > 0}
                  style={{
                    left: `${(100 * (from - shown.from)) / span}%`,
                    width: `${(100 * (to - from)) / span}%`,
                  }}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
