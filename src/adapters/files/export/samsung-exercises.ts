import { parse } from 'csv-parse/sync';
import type { ActivityList } from './activity-list.ts';

/** Samsung's numbers of exercises (developer.samsung.com, EXERCISE_TYPE) as sports; push-ups to arm extensions apart. */
const SPORTS: Readonly<Record<number, string>> = {
  1001: 'walking',
  1002: 'running',
  11007: 'cycling',
  13001: 'hiking',
  13004: 'cycling',
  14001: 'swimming',
  14010: 'rowing',
  15002: 'strength_training',
  15003: 'cycling',
  15004: 'rowing',
  15005: 'running',
  16001: 'cross_country_skiing',
};
/** Exercises with one's own weight or with weights; between them stands circuit training and what makes one jump. */
const STRENGTH: readonly (readonly [from: number, to: number])[] = [
  [10_004, 10_006],
  [10_011, 10_027],
];
const TYPE = 'com.samsung.health.exercise.exercise_type';
const FILE = 'com.samsung.health.exercise.live_data';

/**
 * Reads `com.samsung.shealth.exercise.….csv`: which sport a file of live data is of, by the file's name. Null where the
 * bytes are another table. The first line names the table and the second its columns. Workouts without live data are left
 * out: their times are local, and no two sources agree by which offset.
 */
export function readSamsungExercises(bytes: Uint8Array): ActivityList | null {
  let rows: string[][];
  try {
    rows = parse(Buffer.from(bytes), { bom: true, relax_column_count: true, relax_quotes: true });
  } catch {
    return null;
  }
  const [, head = [], ...exercises] = rows;
  const titles = head.map((title) => title.replace(/^\uFEFF/, ''));
  const [type, file] = [titles.indexOf(TYPE), titles.indexOf(FILE)];
  if (type < 0 || file < 0) return null;
  const byFile = new Map<string, { name: string; sport: string | null }>();
  for (const row of exercises) {
    const name = row[file] ?? '';
    if (name !== '') byFile.set(name, { name: '', sport: sportOf(Number(row[type])) });
  }
  return { byFile, withoutFile: [] };
}

function sportOf(type: number): string | null {
  if (STRENGTH.some(([from, to]) => type >= from && type <= to)) return 'strength_training';
  return SPORTS[type] ?? null;
}
