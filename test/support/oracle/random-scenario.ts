import { datesOfWeek, nextDate } from './civil-time.ts';
import type { AllDay, Dose, Recorded, Scenario, Second } from './scenario.ts';
import { ARTICLE } from './scenario.ts';

/** Weeks worth a look besides random ones: clock changes of both halves, year ends, long years. */
const SPECIAL_WEEKS = [
  '2026-W13',
  '2026-W43',
  '2026-W53',
  '2027-W01',
  '2025-W01',
  '2024-W52',
  '2026-W10',
  '2026-W44',
];
const ZONES = [
  'Europe/Copenhagen',
  'America/New_York',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Pacific/Honolulu',
  'Pacific/Auckland',
  'Asia/Beirut',
  'America/St_Johns',
];
const SOURCES = ['measured', 'entered', 'confirmed', 'formula'] as const;

type Random = () => number;

/** Deterministic numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A believable and an awkward week: limits are met, missed by a second and passed by one. */
export function randomScenario(seed: number): Scenario {
  const random = randomOf(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!;
  const chance = (share: number): boolean => random() < share;

  const week = chance(0.5)
    ? pick(SPECIAL_WEEKS)
    : `${whole(2023, 2027)}-W${String(whole(1, 52)).padStart(2, '0')}`;
  const dates = datesOfWeek(week);
  const zones = [{ validFrom: '2000-01-01', timeZone: pick(ZONES) }];
  while (chance(0.2))
    zones.push({
      validFrom: nextDate(dates[0]!, whole(-2, 6) + 10 * zones.length - 10),
      timeZone: pick(ZONES),
    });

  const maxima = Array.from({ length: whole(1, 3) }, (_, index) => ({
    id: `max-${index}`,
    bpm: whole(160, 205),
    source: pick(SOURCES),
    validFrom: index === 0 && chance(0.8) ? '2020-01-01' : nextDate(dates[0]!, whole(-8, 8)),
    createdAtMs: index,
  }));
  const max = maxima[0]!.bpm;
  const atPercent = (percent: number): number =>
    pick([
      Math.ceil((percent * max) / 100),
      Math.floor((percent * max) / 100),
      Math.round((percent * max) / 100),
    ]);
  const around = (minutes: number): number => 60 * minutes + pick([-1, 0, 0, 1, whole(-300, 600)]);

  const stretch = (value: Second, seconds: number): Second[] =>
    Array<Second>(Math.max(0, seconds)).fill(value);
  const intervals = (): Second[] => {
    const seconds = stretch(atPercent(64), whole(240, 500));
    const count = pick([2, 3, 4, 4, 4, 5]);
    for (let index = 0; index < count; index++) {
      const work = pick([180, 179, 240, 240, 240, 330, 331]);
      const hard = atPercent(pick([84, 85, 87, 90, 92]));
      if (chance(0.25)) {
        const gap = pick([20, 60, 61, 70, 90]);
        seconds.push(
          ...stretch(hard, 80),
          ...stretch('unknown', gap),
          ...stretch(hard, Math.max(60, work - 80 - gap)),
        );
      } else if (chance(0.2)) {
        seconds.push(...stretch(hard, 100), ...stretch(atPercent(75), pick([30, 31])), ...stretch(hard, 120));
      } else seconds.push(...stretch(atPercent(82), pick([0, 20, 60])), ...stretch(hard, work));
      seconds.push(
        ...stretch(chance(0.2) ? 'paused' : atPercent(pick([65, 79])), pick([59, 60, 150, 180, 360, 361])),
      );
    }
    return seconds;
  };
  const genuine = (): Second[] => {
    const recovery = (): Second[] => stretch(atPercent(68), whole(120, 200));
    const work = (): Second[] => [
      ...stretch(atPercent(82), 40),
      ...stretch(atPercent(88), whole(180, 210)),
      ...recovery(),
    ];
    return [...stretch(atPercent(64), 300), ...work(), ...work(), ...work(), ...work()];
  };
  const ramble = (): Second[] =>
    Array.from({ length: whole(5, 40) }, () =>
      stretch(
        pick<Second>(['unknown', 'paused', whole(60, 210), whole(60, 210), whole(90, 160)]),
        whole(1, 200),
      ),
    ).flat();
  const kinds: (() => Second[])[] = [
    () => stretch(atPercent(pick([60, 65, 70])), around(30)),
    () => [...stretch(atPercent(65), 1800), ...stretch(atPercent(76), 900 + whole(-1, 1))],
    () => [...stretch(atPercent(66), whole(900, 1800)), ...stretch('unknown', whole(1, 2400))],
    () => stretch(atPercent(pick([50, 58, 65])), around(pick([30, 20, 15]))),
    () => stretch(atPercent(pick([60, 72])), around(20)),
    () => stretch(atPercent(88), pick([whole(300, 1200), whole(1200, 5400)])),
    intervals,
    intervals,
    genuine,
    genuine,
    genuine,
    ramble,
  ];

  const sessions: Recorded[] = [];
  const add = (date: string, kind: () => Second[] = pick(kinds)): void => {
    // Half past twenty-three somewhere: many sessions should cross a midnight, whichever zone it belongs to.
    const hour = chance(0.4) ? pick([10, 14.6, 18, 22.5, 23.5, 4.3]) : whole(0, 23);
    const startMs = Date.parse(`${date}T00:00:00Z`) + 3_600_000 * hour + 1000 * whole(0, 3000);
    const strength = chance(0.15);
    const logged = chance(0.08);
    const seconds = strength ? stretch(atPercent(pick([55, 62])), around(15)) : kind();
    const session: Recorded = {
      id: `session-${String(sessions.length).padStart(2, '0')}`,
      startMs: Math.round(startMs),
      sport: strength ? pick(['training', 'strength_training', 'fitness_equipment']) : 'running',
      subSport: strength ? pick([null, 'strength_training']) : null,
      setCount: strength ? pick([0, 8]) : 0,
      simulated: chance(0.08),
      logged,
      seconds: logged ? stretch('unknown', seconds.length) : seconds,
    };
    const endMs = (each: Recorded): number => each.startMs + 1000 * each.seconds.length;
    const overlaps = sessions.some(
      (other) =>
        other.simulated === session.simulated &&
        other.startMs < endMs(session) &&
        session.startMs < endMs(other),
    );
    const empty = session.seconds.every((second) => second === 'paused');
    if (!overlaps && !empty && typeof session.seconds[0] !== 'undefined') sessions.push(session);
  };
  if (!chance(0.05))
    for (let count = whole(1, 10); count > 0; count--) add(nextDate(dates[0]!, whole(-1, 7)));
  for (let count = whole(0, 5); count > 0; count--) add(nextDate(dates[0]!, -whole(1, 27)));
  if (chance(0.06)) {
    const hard = (): Second[] => [...stretch(atPercent(70), 3600), ...stretch(atPercent(88), 1500)];
    for (const daysBefore of [2, 5, 8, 11, 14, 17]) add(nextDate(dates[0]!, -daysBefore), hard);
  }

  return {
    seed,
    week,
    nowMs: Date.parse(`${dates[0]!}T00:00:00Z`) + 3_600_000 * (chance(0.4) ? 24 * 60 : whole(-48, 220)),
    zones: zones.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    maxima,
    prescriptions: chance(0.3) ? [customDose(whole, pick, nextDate(dates[0]!, whole(-9, 1)))] : [],
    sessions,
    firstStrengthDate: chance(0.3) ? null : nextDate(dates[0]!, whole(-9, 9)),
    firstEvidenceDate: chance(0.2) ? null : nextDate(dates[0]!, pick([-400, -90, -1, 0, 3, 6, 7])),
    excused: chance(0.1),
    streaksBefore: {
      zone2: whole(0, 9),
      interval_4x4: whole(0, 9),
      anti_inflammatory: whole(0, 9),
      strength: whole(0, 9),
      cardio: whole(0, 9),
    },
    allDay: dates.filter(() => chance(0.2)).map((date) => allDayOf(date, whole, pick, atPercent)),
    resting: chance(0.5) ? restingValues(dates[6]!, whole, pick, chance) : [],
  };
}

/** Walks of ten minutes and a second less, with breaks of two minutes and a second more, in the band and beside it. */
function allDayOf(
  date: string,
  whole: (from: number, to: number) => number,
  pick: <T>(list: readonly T[]) => T,
  atPercent: (percent: number) => number,
): AllDay {
  const piece = (): AllDay['seconds'] => {
    const second = { bpm: atPercent(pick([45, 50, 57, 65, 72])), moving: pick([true, true, true, false]) };
    const length = pick([600, 599, 601, 300, 120, 121, 60, 900, whole(1, 1500)]);
    return Array.from({ length }, () => second);
  };
  const seconds = Array.from({ length: whole(1, 12) }, piece).flat();
  return { date, startMs: Date.parse(`${date}T03:00:00Z`), seconds };
}

/** Some three months of one or two sources, with days left out, lately a little higher or lower. */
function restingValues(
  sunday: string,
  whole: (from: number, to: number) => number,
  pick: <T>(list: readonly T[]) => T,
  chance: (share: number) => boolean,
): Scenario['resting'] {
  const sources = chance(0.5) ? (['device'] as const) : (['monitoring', 'entered'] as const);
  const [days, kept, change] = [pick([30, 70, 84, 90]), pick([1, 0.8, 0.5]), pick([-4, -2, 0, 3, 6])];
  return sources.flatMap((source) =>
    Array.from({ length: days }, (_, back) => back)
      .filter(() => chance(kept))
      .map((back) => ({
        date: nextDate(sunday, -back),
        bpm: 52 + whole(0, 3) + (back < pick([3, 28]) ? change : 0),
        source,
      })),
  );
}

function customDose(
  whole: (from: number, to: number) => number,
  pick: <T>(list: readonly T[]) => T,
  validFrom: string,
): Dose {
  const low = whole(45, 60);
  const zone2Low = whole(55, 66);
  const minimum = whole(1, 4);
  return {
    ...ARTICLE,
    id: 'own',
    validFrom,
    bands: [
      { id: 'anti_inflammatory', lowPercent: low, highPercent: low + Math.max(1, whole(0, 15)) },
      { id: 'zone2', lowPercent: zone2Low, highPercent: zone2Low + whole(4, 14) },
      { id: 'interval_4x4', lowPercent: pick([85, 83, 88]), highPercent: pick([90, 92]) },
    ],
    zone2: { minimum, maximum: minimum + 1, minimumMinutes: pick([20, 30, 35]), maximumMinutes: 60 },
    interval4x4: { minimum: pick([1, 2]), maximum: 2 },
    antiInflammatory: {
      minimumDays: pick([1, 3, 7]),
      maximumDays: 7,
      minimumMinutes: pick([10, 20, 30]),
      maximumMinutes: 45,
    },
    cardio: { minimum: pick([1, 3]), maximum: 3, minimumMinutes: pick([15, 20]), lowPercent: pick([60, 65]) },
    strength: { minimum: pick([1, 2]), maximum: 3, minimumMinutes: pick([10, 15]) },
  };
}
