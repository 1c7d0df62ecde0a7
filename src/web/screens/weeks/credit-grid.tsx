import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { WeekReportJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { hrefOf } from '../../shell/address.ts';
import './credit-grid.css';

/** "Which weeks did I meet?": credits per target and week, and the streak that is still alive (T11). */
export function CreditGrid({ reports }: { reports: readonly WeekReportJson[] }): JSX.Element {
  const t = words.value.weeks;
  const region = useRef<HTMLDivElement>(null);
  // The latest weeks are what one looks for; a narrow screen shows those.
  useEffect(() => {
    if (region.current !== null) region.current.scrollLeft = region.current.scrollWidth;
  }, [reports]);
  return (
    <section class="stack">
      <h2>{t.metTitle}</h2>
      <div ref={region} class="scroll-x" tabIndex={0} role="region" aria-label={t.metTitle}>
        <table class="credit-grid">
          <thead>
            <tr>
              <th scope="col">{t.target}</th>
              {reports.map(({ week, excused }) => (
                <th key={week} scope="col" class="number" data-excused={excused}>
                  <a
                    href={hrefOf('week', week)}
                    aria-label={(excused ? t.excusedWeek : t.weekOf)({ week: Number(week.slice(6)) })}
                  >
                    {Number(week.slice(6))}
                  </a>
                </th>
              ))}
              <th scope="col" class="number">
                {t.streak}
              </th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(reports).map(({ id, name }) => (
              <tr key={id} class={bandClass(id)}>
                <th scope="row">{name ?? nameOf(id).title}</th>
                {reports.map((report) => (
                  <Cell key={report.week} report={report} id={id} />
                ))}
                <td class="number">{t.streakWeeks({ n: streakOf(reports.at(-1), id) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reports.some(({ excused }) => excused) && <p class="soft small">{t.excusedLegend}</p>}
    </section>
  );
}

/** Every target that one of the weeks was judged by, as the latest week names it: those that decide a week first. */
function rowsOf(reports: readonly WeekReportJson[]): { id: string; name?: string }[] {
  const rows = new Map<string, { id: string; name?: string }>();
  for (const { targets } of [...reports].reverse()) {
    for (const { id, name, status } of targets) {
      if (status !== null && !rows.has(id)) rows.set(id, name === undefined ? { id } : { id, name });
    }
  }
  return [...rows.values()];
}

function Cell({ report, id }: { report: WeekReportJson; id: string }): JSX.Element {
  const target = report.targets.find((each) => each.id === id);
  const status = target?.status ?? 'undetermined';
  const nothing = target === undefined || (target.credited === 0 && status !== 'met');
  return (
    <td class="number">
      <span class="credit" data-status={status} data-nothing={nothing} data-excused={report.excused}>
        <span aria-hidden="true">{nothing ? '·' : target.credited}</span>
        <span class="visually-hidden">
          {target?.credited ?? 0}, {words.value.status[status]}
        </span>
      </span>
    </td>
  );
}

function streakOf(latest: WeekReportJson | undefined, targetId: string): number {
  return latest?.targets.find(({ id }) => id === targetId)?.streakWeeks ?? 0;
}
