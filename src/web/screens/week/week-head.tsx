import type { JSX } from 'preact';
import { addDays } from '../../../domain/calendar/local-time.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import { datesOf, isoWeekOf } from '../../../domain/calendar/week.ts';
import { deviceToken } from '../../api/device-token.ts';
import { dateRange } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import './week-screen.css';

/** Which week it is, and the way to others and to paper. */
export function WeekHead({
  week,
  current,
  heading: Heading = 'h1',
}: {
  week: IsoWeek;
  current: boolean;
  heading?: 'h1' | 'h2';
}): JSX.Element {
  const t = words.value.week;
  const { path, hrefOf } = useShownAthlete();
  const dates = datesOf(week);
  const previous = isoWeekOf(addDays(dates[0]!, -1));
  const next = isoWeekOf(addDays(dates[6]!, 1));
  return (
    <header class="week-head">
      <Heading>{current ? t.thisWeek : t.weekNumber({ week: Number(week.slice(6)) })}</Heading>
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
            href={`${path}/reports/weeks/${week}/print?locale=${locale.value}`}
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
