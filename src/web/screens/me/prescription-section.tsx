import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { PrescriptionJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';

/** What is prescribed, in the words of the article and the numbers in force (T15). */
export function PrescriptionSection(): JSX.Element {
  const t = words.value.prescription;
  const current = useResource('prescription', () =>
    getJson<PrescriptionJson>('/v1/athlete/prescriptions/current'),
  );
  if (current.state === 'loading') return <Loading heights={[200]} />;
  if (current.state === 'failed') return <ProblemNotice problem={current.problem} retry={current.reload} />;
  const rx = current.value;
  const edges = (id: string): string => {
    const band = rx.bands.find((each) => each.id === id);
    return band === undefined ? '' : `${band.lowPercent}–${band.highPercent} %`;
  };
  const rows: [id: string, band: string, dose: string][] = [
    [
      'zone2',
      edges('zone2'),
      t.zone2(rx.zone2.minimum, rx.zone2.maximum, rx.zone2.minimumMinutes, rx.zone2.maximumMinutes),
    ],
    ['interval_4x4', edges('interval_4x4'), t.interval(rx.interval4x4.minimum)],
    [
      'anti_inflammatory',
      edges('anti_inflammatory'),
      t.daily(
        rx.antiInflammatory.minimumDays,
        rx.antiInflammatory.minimumMinutes,
        rx.antiInflammatory.maximumMinutes,
      ),
    ],
    ['cardio', `≥ ${rx.cardio.lowPercent} %`, t.cardio(rx.cardio.minimum, rx.cardio.minimumMinutes)],
    ['strength', '', t.strength(rx.strength.minimum, rx.strength.maximum)],
  ];
  return (
    <section class="card stack" aria-labelledby="prescription">
      <h2 id="prescription">{t.title}</h2>
      <ul class="prescription">
        {rows.map(([id, band, dose]) => (
          <li key={id} class={`band-${id}`}>
            <span class="swatch" />
            <strong>{words.value.targets[id]?.title}</strong>
            <span class="soft">{band}</span>
            <span class="dose-words">{dose}</span>
          </li>
        ))}
      </ul>
      {rx.reason !== null && <p class="soft">{rx.reason}</p>}
    </section>
  );
}
