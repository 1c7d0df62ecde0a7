import type { JSX } from 'preact';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { SessionJson } from '../../api/contract.ts';
import { placeLook, rangesOf } from '../../components/place-look.ts';
import { minutes } from '../../language/format.ts';
import { words } from '../../language/language.ts';

const HEIGHT = 100;

/** "At which pulse was the time spent?": attributed time per bpm, each bar in the look of its band. */
export function Histogram({
  seconds,
  bands,
  prescription,
}: {
  seconds: readonly number[];
  bands: SessionJson['bands'];
  prescription: Prescription;
}): JSX.Element {
  const t = words.value.session;
  const first = seconds.findIndex((each) => each > 0);
  const last = seconds.findLastIndex((each) => each > 0);
  const ranges = rangesOf(bands);
  const highest = Math.max(...seconds);
  const ticks = seconds.map((_, bpm) => bpm).filter((bpm) => bpm % 10 === 0 && bpm >= first && bpm <= last);
  return (
    <section class="stack">
      <h2>{t.histogramTitle}</h2>
      <figure class="histogram">
        <svg
          viewBox={`${first} 0 ${last - first + 1} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {seconds.map((each, bpm) =>
            each <= 0 ? null : (
              <rect
                key={bpm}
                class={placeLook(bpm, ranges, prescription).look}
                x={bpm + 0.06}
                width={0.88}
                y={HEIGHT - (HEIGHT * each) / highest}
                height={(HEIGHT * each) / highest}
              />
            ),
          )}
        </svg>
        <div class="histogram-axis" aria-hidden="true">
          {ticks.map((bpm) => (
            <span key={bpm} style={{ left: `${(100 * (bpm - first + 0.5)) / (last - first + 1)}%` }}>
              {bpm}
            </span>
          ))}
        </div>
        <details>
          <summary>{words.value.asTable}</summary>
          <HistogramTable seconds={seconds} first={first} last={last} />
        </details>
      </figure>
    </section>
  );
}

function HistogramTable({
  seconds,
  first,
  last,
}: {
  seconds: readonly number[];
  first: number;
  last: number;
}): JSX.Element {
  const rows: { from: number; total: number }[] = [];
  for (let from = Math.floor(first / 10) * 10; from <= last; from += 10) {
    rows.push({ from, total: seconds.slice(from, from + 10).reduce((sum, each) => sum + each, 0) });
  }
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.value.session.pulse}</th>
          <th scope="col" class="number">
            {words.value.session.time}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ from, total }) => (
          <tr key={from}>
            <td>
              {from}–{from + 9}
            </td>
            <td class="number">{minutes(total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
