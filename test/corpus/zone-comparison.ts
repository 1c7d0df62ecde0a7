import { readDescription, type OracleEntry } from './corpus-directory.ts';

const GARMIN = 1;
const SWIMMING = 5;

/** A session whose device says itself how long it was in each zone, and where its zones begin. */
export type ZonedSession = OracleEntry & { readonly zone_high_boundary: readonly number[] };

/** The sessions that can be compared: gold and silver, a maker whose zones are reproducible, no swims, no `hr` messages. */
export function comparableSessions(directory: string): ZonedSession[] {
  // The folder's own description; its shape is the contract of these tests.
  const oracle = readDescription(directory, 'oracle.json') as { entries: OracleEntry[] } | null;
  if (oracle === null) throw new Error('The folder has no oracle.json to compare with.');
  return oracle.entries.filter(
    (entry): entry is ZonedSession =>
      entry.kind === 'session' &&
      entry.duplicateOf === null &&
      entry.zone_high_boundary !== null &&
      (entry.grade === 'gold' || entry.grade === 'silver') &&
      entry.manufacturer === GARMIN &&
      entry.sport !== SWIMMING &&
      entry.hrMesgs === 0,
  );
}

/** Per cent of the device's own time that lies in another zone with us; `seconds` is indexed by bpm. */
export function misplacedPercent(entry: ZonedSession, seconds: ArrayLike<number>): number {
  const ours = entry.device_seconds.map(() => 0);
  for (let bpm = 0; bpm < seconds.length; bpm++) {
    // A device's zones are half-open: its boundary belongs to the zone above.
    ours[entry.zone_high_boundary.filter((high) => bpm >= high).length]! += seconds[bpm]!;
  }
  const total = entry.device_seconds.reduce((sum, device) => sum + device, 0);
  const error = entry.device_seconds.reduce((sum, device, zone) => sum + Math.abs(device - ours[zone]!), 0);
  return (50 * error) / total;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function shareWithin(values: readonly number[], limit: number): number {
  return values.filter((value) => value <= limit).length / values.length;
}
