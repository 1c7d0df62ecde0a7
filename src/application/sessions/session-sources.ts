import type { Athlete } from '../../domain/athlete.ts';
import { utcOffsetMinutesAt } from '../../domain/calendar/local-time.ts';
import type { Note } from '../../domain/note.ts';
import { note } from '../../domain/note-ids.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { byStartThenId } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { Lap } from '../ports/recording-store.ts';
import type { Stores } from '../ports/stores.ts';

/** What the sources of one session recorded besides its heart rate. */
export interface SessionSources {
  readonly recordings: readonly RecordingFacts[];
  readonly sets: RecordingFacts['sets'];
  readonly laps: readonly Lap[];
  readonly notes: readonly Note[];
}

const NO_SOURCES: SessionSources = { recordings: [], sets: [], laps: [], notes: [] };

/** Reads them; a session that was logged has none. */
export async function sessionSources(
  stores: Pick<Stores, 'recordings'>,
  { id: athleteId, timeZones }: Pick<Athlete, 'id' | 'timeZones'>,
  { sources, startMs, endMs }: SessionEvidence,
): Promise<SessionSources> {
  if (sources.length === 0) return NO_SOURCES;
  const ids = sources.map((each) => each.recordingId);
  const [facts, { quarantined, conflicts }, laps] = await Promise.all([
    stores.recordings.listFacts(athleteId, startMs, endMs),
    stores.recordings.sumUncounted(athleteId, ids),
    stores.recordings.loadLaps(athleteId, ids),
  ]);
  const recordings = facts.filter((each) => ids.includes(each.id));
  const lapsOf = ({ id }: RecordingFacts): readonly Lap[] => laps.get(id) ?? [];
  return {
    recordings,
    sets: toldOnce(recordings, sources, (each) => each.sets),
    laps: toldOnce(recordings, sources, lapsOf),
    notes: [
      ...zoneNotes(recordings, timeZones),
      ...(quarantined > 0 ? [note('session.quarantined', { count: quarantined })] : []),
      ...(conflicts > 0 ? [note('session.conflicts', { count: conflicts })] : []),
    ],
  };
}

/** Two devices both write the sets and laps of one workout: of the same time, what the source that counts most says. */
function toldOnce<T>(
  recordings: readonly RecordingFacts[],
  sources: SessionEvidence['sources'],
  toldBy: (recording: RecordingFacts) => readonly T[],
): T[] {
  const usedMs = new Map(sources.map((each) => [each.recordingId, each.usedMs] as const));
  const told: RecordingFacts[] = [];
  const best = recordings
    .filter((each) => toldBy(each).length > 0)
    .sort((a, b) => usedMs.get(b.id)! - usedMs.get(a.id)! || byStartThenId(a, b));
  for (const each of best) {
    if (told.every((other) => each.startMs >= other.endMs || other.startMs >= each.endMs)) told.push(each);
  }
  return told.sort(byStartThenId).flatMap(toldBy);
}

/** T2: dates go by the athlete's zone; a device that was set to another one is told of. */
function zoneNotes(recordings: readonly RecordingFacts[], timeZones: Athlete['timeZones']): Note[] {
  for (const { utcOffsetMinutes, startMs } of recordings) {
    const own = utcOffsetMinutesAt(startMs, timeZones);
    if (utcOffsetMinutes === null || utcOffsetMinutes === own) continue;
    return [note('session.device_zone', { deviceZone: zoneText(utcOffsetMinutes), ownZone: zoneText(own) })];
  }
  return [];
}

/** `UTC+05:45` */
function zoneText(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, '0'));
  return `UTC${offsetMinutes < 0 ? '−' : '+'}${hour}:${minute}`;
}
