import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { minutes, shortDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';

/** Minutes a week that the default dose comes to: the line to reach (3 × 30, 2 × 4 × 4, 7 × 30). */
const DOSE_MINUTES = { zone2: 90, interval_4x4: 32, anti_inflammatory: 210 } as const;

/** "Did I get enough … minutes?": one bar a week against the dose line. */
export function BandWeeks({
  band,
  reports,
  current,
}: {
  band: keyof typeof DOSE_MINUTES;
  reports: readonly WeekReportJson[];
  current: string;
}): JSX.Element {
  const t = words.value.weeks;
  const dose = DOSE_MINUTES[band];
  const values = reports.map((report) => secondsOf(report, band) / 60);
  const top = Math.max(dose * 1.25, ...values) * 1.05;
  return (
    <figure class={`band-weeks ${bandClass(band)}`}>
      <figcaption>
        <h2>{t.enough[band]}</h2>
        <p class="soft small">{t.doseLine(dose)}</p>
      </figcaption>
      <ol style={{ '--dose': `${(100 * dose) / top}%` }}>
        {reports.map((report, index) => (
          <li key={report.week}>
            <a
              href={hrefOf('week', report.week)}
              aria-label={`${report.week}: ${minutes(secondsOf(report, band))}`}
              data-current={report.week === current}
            >
              <span class="bar" style={{ height: `${(100 * values[index]!) / top}%` }} />
            </a>
          </li>
        ))}
      </ol>
      <p class="axis soft small" aria-hidden="true">
        <span>{shortDate(reports[0]?.from ?? current)}</span>
        <span>{t.now}</span>
      </p>
    </figure>
  );
}

function secondsOf(report: WeekReportJson, band: string): number {
  return report.bands.find(({ id }) => id === band)?.seconds ?? 0;
}
