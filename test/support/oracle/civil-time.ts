/** Dates and weeks by brute force: ask `Intl` for the date of each instant, walk days one by one in UTC. */

const QUARTER_MS = 900_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date an instant has in one zone. */
function dateInZone(ms: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(ms);
}

const nextDates = new Map<string, string>();

export function nextDate(date: string, days = 1): string {
  const key = `${date} ${days}`;
  let next = nextDates.get(key);
  if (next === undefined) {
    next = new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    nextDates.set(key, next);
  }
  return next;
}

/** Local dates of an athlete who may move; zones of today change their offset on quarters of an hour only. */
export class Calendar {
  readonly #zones: readonly { readonly validFrom: string; readonly timeZone: string }[];
  readonly #known = new Map<number, string>();
  readonly #bySecond = new Map<string, readonly string[]>();

  constructor(zones: readonly { readonly validFrom: string; readonly timeZone: string }[]) {
    this.#zones = [...zones].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  }

  dateAt(ms: number): string {
    const quarter = Math.floor(ms / QUARTER_MS);
    let date = this.#known.get(quarter);
    if (date === undefined) this.#known.set(quarter, (date = this.#ask(quarter * QUARTER_MS)));
    return date;
  }

  /** The date of each second from an instant on. */
  datesFrom(startMs: number, count: number): readonly string[] {
    const key = `${startMs} ${count}`;
    let dates = this.#bySecond.get(key);
    if (dates === undefined) {
      dates = Array.from({ length: count }, (_, index) => this.dateAt(startMs + 1000 * index));
      this.#bySecond.set(key, dates);
    }
    return dates;
  }

  /** The last zone whose own date has reached its first day; the zone before it ends with the day before. */
  #ask(ms: number): string {
    let latest = '9999-12-31';
    for (let index = this.#zones.length - 1; index > 0; index--) {
      const { validFrom, timeZone } = this.#zones[index]!;
      const date = dateInZone(ms, timeZone);
      if (date >= validFrom) return date < latest ? date : latest;
      latest = nextDate(validFrom, -1);
    }
    const date = dateInZone(ms, this.#zones[0]!.timeZone);
    return date < latest ? date : latest;
  }
}

/** The seven dates of an ISO week: walk from the first Thursday of the year. */
export function datesOfWeek(week: string): string[] {
  let thursday = `${week.slice(0, 4)}-01-01`;
  while (new Date(`${thursday}T12:00:00Z`).getUTCDay() !== 4) thursday = nextDate(thursday);
  const monday = nextDate(thursday, 7 * (Number(week.slice(6)) - 1) - 3);
  return [0, 1, 2, 3, 4, 5, 6].map((days) => nextDate(monday, days));
}

const mondays = new Map<string, string>();

/** Monday of the week that a date is in. */
export function mondayBefore(date: string): string {
  let monday = mondays.get(date);
  if (monday === undefined) {
    monday = date;
    while (new Date(`${monday}T12:00:00Z`).getUTCDay() !== 1) monday = nextDate(monday, -1);
    mondays.set(date, monday);
  }
  return monday;
}
