import type { JSX } from 'preact';
import type { SessionJson } from '../../api/contract.ts';
import { clock, percent } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import './figures.css';

/** The four numbers of a session that are asked for first. */
export function Figures({ session }: { session: SessionJson }): JSX.Element {
  const t = words.value.session;
  const figures: [string, string][] = [
    [t.active, clock(session.activeSeconds)],
    [t.average, session.averageHeartRate === null ? '–' : String(session.averageHeartRate)],
    [t.highest, session.maxHeartRate === null ? '–' : String(session.maxHeartRate)],
    [t.coverage, session.coverage === null ? '–' : percent(session.coverage)],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt class="soft small">{name}</dt>
          <dd class="numeral">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
