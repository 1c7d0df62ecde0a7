import type { JSX } from 'preact';
import { addDays } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { Field, TextField } from '../../components/field.tsx';
import { weekDates } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';
import { ORDERS, REASONS, type AskedRoster } from './asked-roster.ts';

/** Weeks before the one that runs: a quarter of a year. */
const EARLIER_WEEKS = 12;

/** Whom a coach looks for among hundreds. */
export function RosterFilter({
  asked,
  onAsk,
}: {
  asked: AskedRoster;
  onAsk: (asked: AskedRoster) => void;
}): JSX.Element {
  const t = words.value;
  const desk = t.people.desk;
  const weeks = Array.from({ length: EARLIER_WEEKS }, (_, ago) =>
    isoWeekOf(addDays(today(), -7 * (ago + 1))),
  );
  return (
    <div class="roster-filter">
      <TextField label={desk.search} type="search" value={asked.q} onValue={(q) => onAsk({ ...asked, q })} />
      <Field label={desk.show}>
        <select
          value={asked.status}
          onChange={(event) => onAsk({ ...asked, status: event.currentTarget.value })}
        >
          <option value="">{desk.everybody}</option>
          {REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {reason === 'too_hard' || reason === 'silent' ? desk.reasons[reason] : t.status[reason]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={desk.order}>
        <select value={asked.sort} onChange={(event) => onAsk({ ...asked, sort: event.currentTarget.value })}>
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {desk.orders[order]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={desk.week}>
        <select value={asked.week} onChange={(event) => onAsk({ ...asked, week: event.currentTarget.value })}>
          <option value="">{t.week.thisWeek}</option>
          {weeks.map((week) => (
            <option key={week} value={week}>
              {weekDates(week)}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
