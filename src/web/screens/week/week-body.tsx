import type { JSX } from 'preact';
import type { WeekReportJson } from '../../api/contract.ts';
import { CellBar } from '../../components/cell-bar.tsx';
import { minutes, percent } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { useSaidOnce } from '../../shell/use-said-once.ts';
import { EmptyWeek } from './empty-week.tsx';
import { TargetLane } from './target-lane.tsx';
import { WeekActions } from './week-actions.tsx';
import { WeekHero } from './week-hero.tsx';
import { WeekPlan } from './week-plan.tsx';
import './week-screen.css';

/** A week as it is judged, by whoever may see it; what may be told of it is asked below its targets. */
export function WeekBody({
  report,
  today,
  current,
}: {
  report: WeekReportJson;
  today: string;
  current: boolean;
}): JSX.Element {
  const t = words.value.week;
  const { name, opens, hrefOf, prescriptionById } = useShownAthlete();
  const left = useSaidOnce(report.targets.map(({ remaining }) => remaining?.text ?? null));
  const isOwn = name === null;
  const empty = report.activeSeconds === 0 && report.targets.every(({ credited }) => credited === 0);
  return (
    <>
      <WeekHero report={report} begun={!(empty && current)} />
      {empty && isOwn && <EmptyWeek current={current} />}
      {!empty && <WeekPlan plan={report.plan} />}
      <section class="lanes" aria-label={t.targets}>
        {report.targets.map((target, index) => (
          <TargetLane
            key={target.id}
            target={target}
            left={left[index] ?? null}
            report={report}
            today={current ? today : null}
          />
        ))}
      </section>
      {report.from <= today && <WeekActions week={report.week} excused={report.excused} />}
      {report.cells !== null && report.activeSeconds > 0 && (
        <section class="stack">
          <h2>{t.whereMinutesWent}</h2>
          <CellBar
            cells={report.cells}
            bands={report.bands}
            prescription={prescriptionById(report.basis.prescriptionId)}
          />
          {report.passiveSeconds > 0 && (
            <p class="soft">{t.passive({ time: minutes(report.passiveSeconds) })}</p>
          )}
        </section>
      )}
      <footer class="basis soft small">
        {report.coverage !== null && <p>{t.coverage({ share: percent(report.coverage) })}</p>}
        <p>
          {t.basis({
            max: report.basis.maxHeartRates.map(({ bpm }) => bpm).join(' → ') || '–',
            zone: report.timeZone,
            rules: report.basis.ruleVersion,
          })}
        </p>
        {opens('sessions') && (
          <p>
            <a class="no-print" href={hrefOf('session')}>
              {t.allSessions}
            </a>
          </p>
        )}
        <p>{words.value.disclaimer}</p>
      </footer>
    </>
  );
}
