import { FitEncoder } from 'fit-file-parser/encoder';
import { getFitSportId, getFitSubSportId } from 'fit-file-parser/profile';
import type { SessionContent } from '../../../application/ports/session-encoder.ts';
import { DAY_MS } from '../../../domain/units.ts';
import { enumOf, FILE_ID, fileId, time, uint16, uint32, uint8 } from './fit-fields.ts';

const SESSION = 18;
const LAP = 19;
const RECORD = 20;
const EVENT = 21;
const ACTIVITY = 34;
const SET = 225;
const TIMESTAMP = 253;

const ACTIVITY_FILE = 4;
const TIMER = 0;
const START = 0;
const STOP_ALL = 4;
const GENERIC = 0;
const NO_BPM = 0xff;
const NO_UINT16 = 0xffff;
/** The largest value that a set's repetitions and weight can hold. */
const LARGEST_UINT16 = 0xfffe;

const LOCAL = { fileId: 0, event: 1, record: 2, lap: 3, session: 4, activity: 5, set: 6 };

/** A session as a FIT activity: records with heart rate, pauses as timer events, one lap, its sets. */
export function encodeFitActivity({
  sport,
  subSport,
  track: { stretches },
  sets,
}: SessionContent): Uint8Array {
  const startMs = stretches[0]!.span.fromMs;
  const endMs = stretches.at(-1)!.span.toMs;
  const timerMs = stretches.reduce((sum, { span }) => sum + span.toMs - span.fromMs, 0);
  const spanFields = [
    time(TIMESTAMP, endMs),
    time(2, startMs),
    uint32(7, endMs - startMs),
    uint32(8, timerMs),
    enumOf(0, 9), // event: lap; a session's is 8
    enumOf(1, 1), // event type: stop
  ];
  const sportId = getFitSportId(sport) ?? GENERIC;
  const subSportId = getFitSubSportId(subSport) ?? GENERIC;
  const fit = new FitEncoder().writeMessage(FILE_ID, fileId(ACTIVITY_FILE, startMs), LOCAL.fileId);
  const timer = (atMs: number, type: number): void => {
    fit.writeMessage(EVENT, [time(TIMESTAMP, atMs), enumOf(0, TIMER), enumOf(1, type)], LOCAL.event);
  };
  for (const { span, points } of stretches) {
    timer(span.fromMs, START);
    for (const { atMs, bpm } of points)
      fit.writeMessage(RECORD, [time(TIMESTAMP, atMs), uint8(3, bpm ?? NO_BPM)], LOCAL.record);
    timer(span.toMs, STOP_ALL);
  }
  for (const { repetitions, weightKg, durationMs } of sets) {
    const setFields = [
      time(254, startMs),
      uint32(0, Math.min(Math.round(durationMs), DAY_MS)),
      uint16(3, repetitions === null ? NO_UINT16 : Math.min(repetitions, LARGEST_UINT16)),
      uint16(4, weightKg === null ? NO_UINT16 : Math.min(Math.round(weightKg * 16), LARGEST_UINT16)),
      uint8(5, 1),
      time(6, startMs),
    ];
    fit.writeMessage(SET, setFields, LOCAL.set);
  }
  fit.writeMessage(LAP, spanFields, LOCAL.lap);
  fit.writeMessage(
    SESSION,
    [
      ...spanFields.map((field) => (field.number === 0 ? enumOf(0, 8) : field)),
      enumOf(5, sportId),
      enumOf(6, subSportId),
      uint16(25, 0),
      uint16(26, 1),
    ],
    LOCAL.session,
  );
  fit.writeMessage(
    ACTIVITY,
    [time(TIMESTAMP, endMs), uint32(0, timerMs), uint16(1, 1), enumOf(2, 0), enumOf(3, 26), enumOf(4, 1)],
    LOCAL.activity,
  );
  return fit.close();
}
