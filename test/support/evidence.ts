import { runningMs } from '../../src/domain/session/running-ms.ts';
import type { Recording, RecordingFacts } from '../../src/domain/timeline/recording.ts';
import type { SessionEvidence } from '../../src/domain/session/session.ts';
import type { Items } from '../../src/domain/timeline/sample.ts';
import type { LocalDate } from '../../src/domain/units.ts';

/** A made-up local date, for tests that do not go through the parser. */
export const date = (text: string): LocalDate => text as LocalDate;

export function recordingOf(facts: Partial<RecordingFacts> & { id: string }, items?: Items): Recording {
  const startMs = facts.startMs ?? Date.UTC(2026, 10, 17, 6);
  return {
    facts: {
      kind: 'file',
      sport: 'running',
      subSport: null,
      startMs,
      endMs: startMs + 3_600_000,
      contentHash: 'c0',
      simulated: false,
      multisportId: null,
      utcOffsetMinutes: 60,
      device: { name: 'Strap', product: 'HRM' },
      sets: [],
      ...facts,
    },
    items: items ?? {
      count: 3,
      atMs: Float64Array.of(startMs, startMs + 1_000, startMs + 2_000),
      code: Int16Array.of(120, 121, 122),
    },
  };
}

export function evidenceOf(changes: Partial<SessionEvidence> & { id: string }): SessionEvidence {
  const startMs = changes.startMs ?? Date.UTC(2026, 10, 17, 6);
  const localDate = changes.localDate ?? date('2026-11-17');
  const msPerBpm = new Float64Array(256);
  msPerBpm[120] = 1_800_000;
  msPerBpm[121] = 1_200_500;
  return {
    startMs,
    endMs: startMs + 3_600_000,
    timeZone: 'Europe/Copenhagen',
    localDate,
    sport: 'running',
    subSport: null,
    simulated: false,
    logged: false,
    activeMs: 3_600_000,
    days: [{ date: localDate, msUpTo: runningMs(msPerBpm), unknownMs: 599_500 }],
    sources: [
      {
        recordingId: changes.id,
        kind: 'file',
        startMs,
        endMs: startMs + 3_600_000,
        usedMs: 3_000_500,
        deviceName: null,
      },
    ],
    setCount: 0,
    sustainedMaxBpm: 171,
    invalidCount: 2,
    suspectCount: 1,
    ...changes,
  };
}
