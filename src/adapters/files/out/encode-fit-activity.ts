import { FitBaseType, FitEncoder, type FitEncoderField } from 'fit-file-parser/encoder';
import { getFitSportId, getFitSubSportId } from 'fit-file-parser/profile';
import { OWN_DEVICE_NAME, type SessionContent } from '../../../application/ports/session-encoder.ts';
import { HOUR_MS } from '../../../domain/units.ts';

const FILE_ID = 0;
const SESSION = 18;
const LAP = 19;
const RECORD = 20;
const EVENT = 21;
const ACTIVITY = 34;
const SET = 225;
const TIMESTAMP = 253;

const ACTIVITY_FILE = 4;
const DEVELOPMENT = 255;
const TIMER = 0;
const START = 0;
const STOP_ALL = 4;
const GENERIC = 0;
const NO_BPM = 0xff;
const NO_UINT16 = 0xffff;
/** The largest value that a set's repetitions and weight can hold. */
const LARGEST_UINT16 = 0xfffe;

const LOCAL = { fileId: 0, event: 1, record: 2, lap: 3, session: 4, activity: 5, set: 6 };

const enumOf = (number: number, value: number): FitEncoderField => ({
  number,
  size: 1,
  baseType: FitBaseType.Enum,
  value,
});
const uint8 = (number: number, value: number): FitEncoderField => ({
  number,
  size: 1,
  baseType: FitBaseType.Uint8,
  value,
});
const uint16 = (number: number, value: number): FitEncoderField => ({
  number,
  size: 2,
  baseType: FitBaseType.Uint16,
  value,
});
const uint32 = (number: number, value: number): FitEncoderField => ({
  number,
  size: 4,
  baseType: FitBaseType.Uint32,
  value,
});
const time = (number: number, atMs: number): FitEncoderField =>
  uint32(number, FitEncoder.toFitTimestamp(new Date(atMs)));

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
  const name = FitEncoder.string(OWN_DEVICE_NAME);
  const fit = new FitEncoder().writeMessage(
    FILE_ID,
    [
      enumOf(0, ACTIVITY_FILE),
      uint16(1, DEVELOPMENT),
      uint16(2, 0),
      time(4, startMs),
      { number: 8, size: name.length, baseType: FitBaseType.String, value: name },
    ],
    LOCAL.fileId,
  );
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
      uint32(0, Math.min(Math.round(durationMs), 24 * HOUR_MS)),
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
