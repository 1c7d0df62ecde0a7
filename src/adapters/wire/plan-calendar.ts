import ICAL from 'ical.js';
import type { Locale } from '../../domain/athlete.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { PlannedActivity } from '../../domain/week/week-report.ts';
import { activityLabel } from './messages/activity-label.ts';
import { renderNote } from './messages/render.ts';

interface PlanCalendar {
  readonly feedId: string;
  readonly locale: Locale;
  readonly today: LocalDate;
  readonly plan: readonly PlannedActivity[];
}

/** How often a calendar should look again; most decide for themselves. */
const REFRESH = 'PT1H';

/** The plan as an iCalendar (RFC 5545, RFC 7986): an all-day event each, which blocks no time. */
export function planCalendar({ feedId, locale, today, plan }: PlanCalendar): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Zone Coach//Plan//EN');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  calendar.addPropertyWithValue('name', 'Zone Coach');
  calendar.addPropertyWithValue('x-wr-calname', 'Zone Coach');
  calendar
    .addPropertyWithValue('refresh-interval', ICAL.Duration.fromString(REFRESH))
    .setParameter('value', 'DURATION');
  calendar.addPropertyWithValue('x-published-ttl', REFRESH);
  // The same all day long, so that an unchanged plan is an unchanged file.
  const stamp = ICAL.Time.fromDateTimeString(`${today}T00:00:00Z`);
  for (const planned of plan) calendar.addSubcomponent(eventOf(planned, { feedId, locale, stamp }));
  return `${calendar.toString()}\r\n`;
}

function eventOf(
  { date, activity, minutes, note }: PlannedActivity,
  { feedId, locale, stamp }: { feedId: string; locale: Locale; stamp: ICAL.Time },
): ICAL.Component {
  const event = new ICAL.Component('vevent');
  const start = ICAL.Time.fromDateString(date);
  const end = start.clone();
  end.adjust(1, 0, 0, 0);
  const label = activityLabel(activity, locale);
  event.addPropertyWithValue('uid', `${feedId}-${date}-${activity}`);
  event.addPropertyWithValue('dtstamp', stamp);
  event.addPropertyWithValue('dtstart', start);
  event.addPropertyWithValue('dtend', end);
  event.addPropertyWithValue('summary', minutes === null ? label : `${label}, ${minutes} min`);
  event.addPropertyWithValue('description', renderNote(note, locale));
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}
