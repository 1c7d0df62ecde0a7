import { signal } from '@preact/signals';
import type { KnownWeek } from '../../domain/coaching/dose-baseline.ts';
import { parseLocalDate } from '../../domain/calendar/local-time.ts';
import { isoWeekOf, parseIsoWeek } from '../../domain/calendar/week.ts';
import type { LocalDate } from '../../domain/units.ts';
import { SECOND_MS } from '../../domain/units.ts';
import { getJson } from '../api/api-client.ts';
import type { TargetJson, WeekReportJson } from '../api/contract.ts';
import { keep as keepText, recallJson } from '../browser-storage.ts';
import { keepResting, today } from './athlete.ts';

/** What a target has of a week: the dates of its credits, and seconds by date where it counts time. */
interface KeptTarget {
  readonly credited: readonly string[];
  readonly seconds: Readonly<Record<string, number>>;
}

/** A week as the server judged it last, target by target. Kept in this browser until the person leaves it. */
interface Kept {
  readonly week: string;
  readonly asOfMs: number;
  readonly targets: Readonly<Record<string, KeptTarget>>;
}

/** The number is that of the shape. */
const STORED = 'zone-coach.week.2';
const kept = signal<Kept | null>(readKept());

/** What a run without a network counts on, and since when it is known; null when the week was never seen. */
export function knownWeek(): (KnownWeek & { readonly asOfMs: number }) | null {
  const value = kept.value;
  const week = value === null ? null : parseIsoWeek(value.week);
  if (value === null || week === null) return null;
  const soFar = new Map(
    Object.entries(value.targets).map(([id, { credited, seconds }]) => [
      id,
      {
        credited: new Set(credited.flatMap((text) => parseLocalDate(text) ?? [])),
        ms: new Map(
          Object.entries(seconds).flatMap(([text, each]): [LocalDate, number][] => {
            const date = parseLocalDate(text);
            return date === null ? [] : [[date, each * SECOND_MS]];
          }),
        ),
      },
    ]),
  );
  return { week, asOfMs: value.asOfMs, soFar };
}

/** Asks the server how the week stands. Not while a run is on: that is counted by who coaches it. */
export async function rememberWeek(): Promise<void> {
  const week = isoWeekOf(today());
  keepWeek(await getJson<WeekReportJson>(`/v1/reports/weeks/${week}`));
}

export function keepWeek({ week, targets, basis }: WeekReportJson): void {
  const judged = targets.filter(({ status }) => status !== null);
  keep({
    week,
    asOfMs: Date.now(),
    targets: Object.fromEntries(judged.map((each) => [each.id, keptOf(each)])),
  });
  keepResting(basis.restingHeartRates ?? []);
}

function keptOf({ unit, credits, days }: TargetJson): KeptTarget {
  if (unit === 'days') {
    const all = days ?? [];
    return {
      credited: all.flatMap(({ date, met }) => (met ? [date] : [])),
      seconds: Object.fromEntries(all.map(({ date, seconds }) => [date, seconds])),
    };
  }
  const seconds: Record<string, number> = {};
  if (unit === 'minutes') {
    for (const credit of credits) {
      seconds[credit.localDate] = (seconds[credit.localDate] ?? 0) + credit.seconds;
    }
  }
  return { credited: credits.map(({ localDate }) => localDate), seconds };
}

/** The week after a run that the server has not heard of yet. */
export function keepKnownWeek({ week, soFar }: KnownWeek): void {
  const targets = [...soFar].map(([id, { credited, ms }]): [string, KeptTarget] => [
    id,
    {
      credited: [...credited],
      seconds: Object.fromEntries([...ms].map(([date, each]) => [date, each / SECOND_MS])),
    },
  ]);
  keep({ week, asOfMs: Date.now(), targets: Object.fromEntries(targets) });
}

function keep(value: Kept): void {
  keepText(STORED, JSON.stringify(value));
  kept.value = value;
}

function readKept(): Kept | null {
  // Written by `keep` alone.
  return recallJson(STORED) as Kept | null;
}
