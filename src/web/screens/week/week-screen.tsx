import type { JSX } from 'preact';
import { addDays } from '../../../domain/calendar/local-time.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import { datesOf, isoWeekOf, parseIsoWeek } from '../../../domain/calendar/week.ts';
import { getInWords } from '../../api/api-client.ts';
import type { WeekReportJson } from '../../api/contract.ts';
import { deviceToken } from '../../api/device-token.ts';
import { useResource } from '../../api/resource.ts';
import { CellBar } from '../../components/cell-bar.tsx';
import { FromCoaches } from '../../components/from-coaches.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { dateRange, minutes, percent } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { EXAMPLE_METHOD } from '../../live/simulation-max.ts';
import { maxHeartRateInForce, today } from '../../shell/athlete.ts';
import { keepWeek } from '../../shell/known-week.ts';
import { hrefOf } from '../../shell/route.ts';
import { EmptyWeek } from './empty-week.tsx';
import { TargetLane } from './target-lane.tsx';
import { WeekActions } from './week-actions.tsx';
import { WeekHero } from './week-hero.tsx';
import { WeekPlan } from './week-plan.tsx';
import './week-screen.css';

/** "This week": did I get the dose, what is left, and why. */
export function WeekScreen({ subject }: { subject: string | null }): JSX.Element {
  const date = today();
  const thisWeek = isoWeekOf(date);
  const week = (subject === null ? null : parseIsoWeek(subject)) ?? thisWeek;
  const report = useResource(`week ${week}`, async () => {
    const answer = await getInWords<WeekReportJson>(`/v1/reports/weeks/${week}`);
    if (week === thisWeek) keepWeek(answer);
    return answer;
  });
  return (
    <div class="week stack">
      <WeekHead week={week} current={week === thisWeek} />
      <FromCoaches week={week} />
      {maxHeartRateInForce()?.method === EXAMPLE_METHOD && (
        <p class="notice">
          <a href={hrefOf('start')}>{words.value.week.exampleMax}</a>
        </p>
      )}
      {report.state === 'loading' && <Loading heights={[200, 150, 150, 150, 110, 110]} />}
      {report.state === 'failed' && <ProblemNotice problem={report.problem} retry={report.reload} />}
      {report.state === 'ready' && (
        <WeekBody report={report.value} today={date} current={week === thisWeek} />
      )}
    </div>
  );
}

function WeekHead({ week, current }: { week: IsoWeek; current: boolean }): JSX.Element {
  const t = words.value.week;
  const dates = datesOf(week);
  const previous = isoWeekOf(addDays(dates[0]!, -1));
  const next = isoWeekOf(addDays(dates[6]!, 1));
  return (
    <header class="week-head">
      <h1>{current ? t.thisWeek : t.weekNumber({ week: Number(week.slice(6)) })}</h1>
      <nav class="row no-print" aria-label={t.otherWeeks}>
        <a class="button icon" href={hrefOf('week', previous)} aria-label={t.previous}>
          ←
        </a>
        {!current && (
          <a class="button icon" href={hrefOf('week', next)} aria-label={t.next}>
            →
          </a>
        )}
        {deviceToken() === null && (
          <a
            class="button quiet print-week"
            target="_blank"
            rel="noopener"
            href={`/v1/reports/weeks/${week}/print?locale=${locale.value}`}
          >
            {t.print}
          </a>
        )}
      </nav>
      <p class="soft">
        {current && `${t.weekNumber({ week: Number(week.slice(6)) })} · `}
        {dateRange(dates[0]!, dates[6]!)}
      </p>
    </header>
  );
}

function WeekBody({
  report,
  today,
  current,
}: {
  report: WeekReportJson;
  today: string;
  current: boolean;
}): JSX.Element {
  const t = words.value.week;
  const empty = report.activeSeconds === 0 && report.targets.every(({ credited }) => credited === 0);
  return (
    <>
      <WeekHero report={report} begun={!(empty && current)} />
      {empty && <EmptyWeek current={current} />}
      {!empty && <WeekPlan plan={report.plan} />}
      <section class="lanes" aria-label={t.targets}>
        {report.targets.map((target) => (
          <TargetLane key={target.id} target={target} report={report} today={current ? today : null} />
        ))}
      </section>
      {report.from <= today && <WeekActions week={report.week} excused={report.excused} />}
      {report.cells !== null && report.activeSeconds > 0 && (
        <section class="stack">
          <h2>{t.whereMinutesWent}</h2>
          <CellBar cells={report.cells} bands={report.bands} />
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
        <p>
          <a class="no-print" href={hrefOf('session')}>
            {t.allSessions}
          </a>
        </p>
        <p>{words.value.disclaimer}</p>
      </footer>
    </>
  );
}
