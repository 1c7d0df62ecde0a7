import type { JSX } from 'preact';
import { streakOf } from '../../../domain/week/streak.ts';
import { parseIsoWeek } from '../../../domain/calendar/week.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';

const ROWS = ['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio', 'strength'] as const;

/** "Which weeks did I meet?": credits per target and week, and the streak that is still alive (T11). */
export function CreditGrid({
  reports,
  current,
}: {
  reports: readonly WeekReportJson[];
  current: string;
}): JSX.Element {
  const t = words.value.weeks;
  return (
    <section class="stack">
      <h2>{t.metTitle}</h2>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t.metTitle}>
        <table class="credit-grid">
          <thead>
            <tr>
              <th scope="col">{t.target}</th>
              {reports.map(({ week }) => (
                <th key={week} scope="col" class="number">
                  <abbr title={week}>{Number(week.slice(6))}</abbr>
                </th>
              ))}
              <th scope="col">{t.streak}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map((id) => (
              <tr key={id} class={bandClass(id)}>
                <th scope="row">{words.value.targets[id].title}</th>
                {reports.map((report) => (
                  <Cell key={report.week} report={report} id={id} />
                ))}
                <td>{t.streakWeeks(streak(reports, id, current))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ report, id }: { report: WeekReportJson; id: string }): JSX.Element {
  const target = report.targets.find((each) => each.id === id);
  const status = target?.status ?? 'undetermined';
  const nothing = target === undefined || (target.credited === 0 && status !== 'met');
  return (
    <td class="number">
      <span class="credit" data-status={status} data-nothing={nothing}>
        <span aria-hidden="true">{nothing ? '·' : target.credited}</span>
        <span class="visually-hidden">
          {target?.credited ?? 0}, {words.value.status[status]}
        </span>
      </span>
    </td>
  );
}

/** The streak that is still alive (T11); the open week adds to it once it is met. */
function streak(reports: readonly WeekReportJson[], targetId: string, current: string): number {
  return streakOf(
    reports.flatMap((report) => {
      const week = parseIsoWeek(report.week);
      const status = report.targets.find(({ id }) => id === targetId)?.status ?? null;
      return week === null ? [] : [{ week, status, excused: false, open: report.week === current }];
    }),
  );
}
