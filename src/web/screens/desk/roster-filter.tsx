import type { JSX } from 'preact';
import { addDays } from '../../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { ROSTER_ORDERS, type RosterOrder } from '../../../domain/roster/roster-order.ts';
import { ROSTER_REASONS } from '../../../domain/roster/roster-reason.ts';
import { Field, TextField } from '../../components/field.tsx';
import { weekDates } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';
import type { RosterSearch } from './roster-search.ts';

/** Weeks before the one that runs: a quarter of a year. */
const EARLIER_WEEKS = 12;

/** Whom a coach looks for among hundreds. */
export function RosterFilter({
  search,
  onSearch,
}: {
  search: RosterSearch;
  onSearch: (search: RosterSearch) => void;
}): JSX.Element {
  const t = words.value;
  const desk = t.people.desk;
  const weeks = Array.from({ length: EARLIER_WEEKS }, (_, ago) =>
    isoWeekOf(addDays(today(), -7 * (ago + 1))),
  );
  return (
    <div class="roster-filter">
      <TextField
        label={desk.search}
        type="search"
        value={search.q}
        onValue={(q) => onSearch({ ...search, q })}
      />
      <Field label={desk.show}>
        <select
          value={search.status}
          onChange={(event) =>
            onSearch({ ...search, status: event.currentTarget.value as RosterSearch['status'] })
          }
        >
          <option value="">{desk.everybody}</option>
          {ROSTER_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {reason === 'too_hard' || reason === 'silent' ? desk.reasons[reason] : t.status[reason]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={desk.order}>
        <select
          value={search.sort}
          onChange={(event) => onSearch({ ...search, sort: event.currentTarget.value as RosterOrder })}
        >
          {ROSTER_ORDERS.map((order) => (
            <option key={order} value={order}>
              {desk.orders[order]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={desk.week}>
        <select
          value={search.week}
          onChange={(event) => onSearch({ ...search, week: event.currentTarget.value })}
        >
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
