import { signal } from '@preact/signals';
import type { KnownWeek } from '../../domain/coaching/dose-baseline.ts';
import { parseLocalDate } from '../../domain/calendar/local-time.ts';
import { isoWeekOf, parseIsoWeek } from '../../domain/calendar/week.ts';
import type { LocalDate } from '../../domain/units.ts';
import { SECOND_MS } from '../../domain/units.ts';
import { getJson } from '../api/api-client.ts';
import type { WeekReportJson } from '../api/contract.ts';
import { today } from './athlete.ts';

/** The dates of a week's credits, as the server judged it last. Kept in this browser until the person leaves it. */
interface Kept {
  readonly week: string;
  readonly asOfMs: number;
  readonly credited: Readonly<Record<keyof KnownWeek['credited'], readonly string[]>>;
  readonly lightSeconds: Readonly<Record<string, number>>;
}

/** The number is that of the shape. */
const STORED = 'zone-coach.week.1';
const kept = signal<Kept | null>(readKept());

/** What a run without a network counts on, and since when it is known; null when the week was never seen. */
export function knownWeek(): (KnownWeek & { readonly asOfMs: number }) | null {
  const value = kept.value;
  const week = value === null ? null : parseIsoWeek(value.week);
  if (value === null || week === null) return null;
  const { credited, lightSeconds, asOfMs } = value;
  const datesOf = (target: keyof KnownWeek['credited']): Set<LocalDate> =>
    new Set(credited[target].flatMap((text) => parseLocalDate(text) ?? []));
  return {
    week,
    asOfMs,
    credited: {
      zone2: datesOf('zone2'),
      interval_4x4: datesOf('interval_4x4'),
      anti_inflammatory: datesOf('anti_inflammatory'),
      strength: datesOf('strength'),
      cardio: datesOf('cardio'),
    },
    lightMs: new Map(
      Object.entries(lightSeconds).flatMap(([text, seconds]) => {
        const date = parseLocalDate(text);
        return date === null ? [] : [[date, seconds * SECOND_MS] as const];
      }),
    ),
  };
}

/** Asks the server how the week stands. Not while a run is on: that is counted by who coaches it. */
export async function rememberWeek(): Promise<void> {
  const week = isoWeekOf(today());
  keepWeek(await getJson<WeekReportJson>(`/v1/reports/weeks/${week}`));
}

export function keepWeek({ week, targets }: WeekReportJson): void {
  const dates = (id: keyof KnownWeek['credited']): string[] =>
    targets.find((target) => target.id === id)?.credits.map(({ localDate }) => localDate) ?? [];
  const light = targets.find(({ id }) => id === 'anti_inflammatory')?.days ?? [];
  keep({
    week,
    asOfMs: Date.now(),
    credited: {
      zone2: dates('zone2'),
      interval_4x4: dates('interval_4x4'),
      anti_inflammatory: light.flatMap(({ date, met }) => (met ? [date] : [])),
      strength: dates('strength'),
      cardio: dates('cardio'),
    },
    lightSeconds: Object.fromEntries(light.map(({ date, seconds }) => [date, seconds])),
  });
}

/** The week after a run that the server has not heard of yet. */
export function keepKnownWeek({ week, credited, lightMs }: KnownWeek): void {
  keep({
    week,
    asOfMs: Date.now(),
    credited: {
      zone2: [...credited.zone2],
      interval_4x4: [...credited.interval_4x4],
      anti_inflammatory: [...credited.anti_inflammatory],
      strength: [...credited.strength],
      cardio: [...credited.cardio],
    },
    lightSeconds: Object.fromEntries([...lightMs].map(([date, ms]) => [date, ms / SECOND_MS])),
  });
}

function keep(value: Kept): void {
  localStorage.setItem(STORED, JSON.stringify(value));
  kept.value = value;
}

function readKept(): Kept | null {
  const text = localStorage.getItem(STORED);
  // Written by `keep` alone.
  return text === null ? null : (JSON.parse(text) as Kept);
}
