import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addDays } from '../../../domain/calendar/local-time.ts';
import { datesOf, isoWeekOf } from '../../../domain/calendar/week.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import { getInWords, getJson } from '../../api/api-client.ts';
import type { Items, PrescriptionJson, WeekReportJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { dateRange, percent } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { asPrescription, today } from '../../shell/athlete.ts';
import { TargetLane } from '../week/target-lane.tsx';
import { WeekHero } from '../week/week-hero.tsx';

/** An athlete's week as they see it, told of them. */
export function AthleteWeek({ athleteId, name }: { athleteId: string; name: string }): JSX.Element {
  const t = words.value.week;
  const thisWeek = isoWeekOf(today());
  const [week, setWeek] = useState(thisWeek);
  const path = `/v1/athletes/${athleteId}`;
  const report = useResource(`${path} ${week}`, () =>
    getInWords<WeekReportJson>(`${path}/reports/weeks/${week}`),
  );
  const prescribed = useResource(`${path} prescriptions`, () =>
    getJson<Items<PrescriptionJson>>(`${path}/athlete/prescriptions`),
  );
  const dates = datesOf(week);
  const known = prescribed.state === 'ready' ? prescribed.value.items.flatMap(asPrescription) : [];
  const isReady = report.state === 'ready' && prescribed.state !== 'loading';
  return (
    <div class="stack">
      <div class="row">
        <h3>{week === thisWeek ? t.thisWeek : t.weekNumber({ week: Number(week.slice(6)) })}</h3>
        <span class="soft">{dateRange(dates[0]!, dates[6]!)}</span>
        <button
          type="button"
          class="button icon"
          aria-label={t.previous}
          onClick={() => setWeek(isoWeekOf(addDays(dates[0]!, -1)))}
        >
          ←
        </button>
        {week !== thisWeek && (
          <button
            type="button"
            class="button icon"
            aria-label={t.next}
            onClick={() => setWeek(isoWeekOf(addDays(dates[6]!, 1)))}
          >
            →
          </button>
        )}
        <a
          class="button quiet"
          target="_blank"
          rel="noreferrer"
          href={`${path}/reports/weeks/${week}/print?locale=${locale.value}`}
        >
          {t.print}
        </a>
      </div>
      {report.state === 'failed' && <ProblemNotice problem={report.problem} retry={report.reload} />}
      {!isReady && report.state !== 'failed' && <Loading heights={[200, 110, 110, 110]} />}
      {isReady && (
        <Week
          name={name}
          report={report.value}
          prescription={
            known.find(({ id }) => id === report.value.basis.prescriptionId) ?? DEFAULT_PRESCRIPTION
          }
          current={week === thisWeek}
        />
      )}
    </div>
  );
}

function Week({
  name,
  report,
  prescription,
  current,
}: {
  name: string;
  report: WeekReportJson;
  prescription: typeof DEFAULT_PRESCRIPTION;
  current: boolean;
}): JSX.Element {
  const t = words.value.week;
  const empty = report.activeSeconds === 0 && report.targets.every(({ credited }) => credited === 0);
  return (
    <>
      <WeekHero report={report} begun={!(empty && current)} prescription={prescription} of={name} />
      <div class="lanes">
        {report.targets.map((target) => (
          <TargetLane
            key={target.id}
            target={target}
            report={report}
            today={current ? today() : null}
            prescription={prescription}
            isOwn={false}
          />
        ))}
      </div>
      {report.coverage !== null && (
        <p class="soft small">{t.coverage({ share: percent(report.coverage) })}</p>
      )}
    </>
  );
}
