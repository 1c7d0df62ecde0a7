import { parse } from 'csv-parse/sync';
import { activityFile } from '../health/activity-file.ts';
import { sportNamed } from '../sport-words.ts';
import { DAY_MS } from '../../../domain/units.ts';

/** What a table of a vendor, such as Strava's `activities.csv`, says of the activities of an export. */
export interface ActivityList {
  /** By the name of the file, as the list writes it. */
  readonly byFile: ReadonlyMap<string, { readonly name: string; readonly sport: string | null }>;
  /** Strength sessions that have no file: they count without heart rate (T6). */
  readonly withoutFile: readonly { readonly name: string; readonly id: string; readonly bytes: Uint8Array }[];
}

const LONGEST_MS = DAY_MS;

/** Reads the list; null where the bytes are another table. Columns are found by their English names, as Strava writes them. */
export function readActivityList(bytes: Uint8Array): ActivityList | null {
  let rows: string[][];
  try {
    rows = parse(Buffer.from(bytes), { bom: true, relax_column_count: true, relax_quotes: true });
  } catch {
    return null;
  }
  const [head = [], ...activities] = rows;
  const column = (title: string): number => head.indexOf(title);
  const [id, date, name, type, elapsed, file] = [
    'Activity ID',
    'Activity Date',
    'Activity Name',
    'Activity Type',
    'Elapsed Time',
    'Filename',
  ].map(column);
  if (type! < 0 || file! < 0) return null;
  const byFile = new Map<string, { name: string; sport: string | null }>();
  const withoutFile: { name: string; id: string; bytes: Uint8Array }[] = [];
  for (const row of activities) {
    const sport = sportNamed(row[type!] ?? '');
    const path = row[file!] ?? '';
    if (path !== '') byFile.set(path, { name: row[name!] ?? '', sport });
    else if (sport === 'strength_training') {
      // The times of the list are in UTC and say so nowhere.
      const startMs = Date.parse(`${row[date!] ?? ''} UTC`);
      const lengthMs = Number(row[elapsed!] ?? NaN) * 1000;
      if (Number.isNaN(startMs) || !(lengthMs >= 1000 && lengthMs <= LONGEST_MS)) continue;
      const times = { startMs, endMs: startMs + Math.round(lengthMs) };
      const activity = { ...times, sport, pauses: [], samples: [], deviceName: null };
      withoutFile.push({ name: row[name!] ?? '', id: row[id!] ?? '', bytes: activityFile(activity) });
    }
  }
  return { byFile, withoutFile };
}
