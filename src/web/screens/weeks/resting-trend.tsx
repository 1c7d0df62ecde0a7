import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { EnterResting } from '../../components/enter-resting.tsx';
import { shortDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import './resting-trend.css';

const WIDTH = 320;
const HEIGHT = 96;
/** bpm above and below the line, so that a beat more is not drawn as a cliff. */
const ROOM_BPM = 3;

/** "Is my resting pulse falling?": the median of 28 days, week by week, what the rules say of it, and a value by hand (R). */
export function RestingTrend({ reports }: { reports: readonly WeekReportJson[] }): JSX.Element {
  const t = words.value.weeks;
  const latest = reports.at(-1)?.restingHeartRate;
  const source = latest?.source ?? null;
  return (
    <section class="resting stack">
      <div>
        <h2>{t.restingTitle}</h2>
        <p>
          {latest?.text} {source !== null && <span class="soft">{t.restingSources[source]}</span>}
        </p>
      </div>
      <Line reports={reports} />
      <EnterResting />
    </section>
  );
}

function Line({ reports }: { reports: readonly WeekReportJson[] }): JSX.Element | null {
  const t = words.value.weeks;
  const points = reports.flatMap(({ from, restingHeartRate }, index) =>
    restingHeartRate.medianBpm === null ? [] : [{ from, index, bpm: restingHeartRate.medianBpm }],
  );
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const low = Math.min(...points.map(({ bpm }) => bpm)) - ROOM_BPM;
  const high = Math.max(...points.map(({ bpm }) => bpm)) + ROOM_BPM;
  const x = (index: number): number => (WIDTH * (index + 0.5)) / reports.length;
  const y = (bpm: number): number => HEIGHT - (HEIGHT * (bpm - low)) / (high - low);
  return (
    <figure class="resting-line">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t.restingLabel({ from: Math.round(first.bpm), to: Math.round(last.bpm) })}
      >
        <polyline points={points.map(({ index, bpm }) => `${x(index)},${y(bpm)}`).join(' ')} />
        {points.map(({ index, bpm }) => (
          <circle key={index} cx={x(index)} cy={y(bpm)} r={3} />
        ))}
      </svg>
      <p class="axis">
        <span>
          <strong class="numeral">{Math.round(first.bpm)}</strong>{' '}
          <span class="soft small">{shortDate(first.from)}</span>
        </span>
        <span>
          <strong class="numeral">{Math.round(last.bpm)}</strong> <span class="soft small">{t.now}</span>
        </span>
      </p>
    </figure>
  );
}
