import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';
import './week-plan.css';

const BAND_OF: Readonly<Record<WeekReportJson['plan'][number]['activity'], string>> = {
  interval_4x4: 'interval_4x4',
  zone2: 'zone2',
  light: 'anti_inflammatory',
  strength: 'strength',
};

/** One way to get there in the days that are left (T9). */
export function WeekPlan({ plan }: { plan: WeekReportJson['plan'] }): JSX.Element | null {
  if (plan.length === 0) return null;
  return (
    <section class="stack tight week-plan">
      <h2>{words.value.week.plan}</h2>
      <ol>
        {plan.map(({ date, activity, text }) => (
          <li key={date + activity} class={bandClass(BAND_OF[activity])}>
            <span class="swatch" />
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
