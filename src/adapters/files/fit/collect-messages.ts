import type { FitRawMessage } from 'fit-file-parser/raw';
import {
  developerHeartRateOf,
  readFieldDescription,
  type DeveloperHeartRateFields,
} from './developer-heart-rate.ts';
import { emptyContent, type FitContent } from './fit-content.ts';
import type { WantedFields } from './definition.ts';
import { readHeartRateMessage } from './heart-rate-messages.ts';
import { readMonitoring } from './monitoring-messages.ts';
import { fieldOf, numberAt, numberOf, numbersAt, stringAt } from './raw-values.ts';

const FILE_ID = 0;
const SPORT = 12;
const SESSION = 18;
const LAP = 19;
const RECORD = 20;
const EVENT = 21;
const ACTIVITY = 34;
const MONITORING = 55;
const HRV = 78;
const MONITORING_INFO = 103;
const HR = 132;
const FIELD_DESCRIPTION = 206;
const MONITORING_HR_DATA = 211;
const SET = 225;

const TIMESTAMP = 253;
/** The fields that the product reads, by message; all others are skipped unread. No position is among them. */
export const WANTED_FIELDS: WantedFields = new Map(
  (
    [
      [FILE_ID, [0, 1, 2, 8]],
      [SPORT, [0, 1]],
      [SESSION, [TIMESTAMP, 2, 5, 6, 7, 8]],
      [LAP, [TIMESTAMP, 2, 7]],
      [RECORD, [TIMESTAMP, 3]],
      [EVENT, [TIMESTAMP, 0, 1]],
      [ACTIVITY, [TIMESTAMP, 5]],
      [MONITORING, [TIMESTAMP, 3, 5, 24, 26, 27]],
      [HRV, [0]],
      [MONITORING_INFO, [TIMESTAMP, 0]],
      [HR, [TIMESTAMP, 0, 6, 9, 10]],
      [FIELD_DESCRIPTION, [0, 1, 2, 3, 14, 15]],
      [MONITORING_HR_DATA, [TIMESTAMP, 1]],
      [SET, [0, 3, 4, 5, 6, 254]],
    ] as const
  ).map(([message, fields]) => [message, new Set<number>(fields)] as const),
);

/** Global numbers of the messages that are read. */
export const SELECTED_MESSAGES: ReadonlySet<number> = new Set(WANTED_FIELDS.keys());

const TIMER_EVENT = 0;
const NO_BPM = 255;
/** Types of a timer event: 0 start, 1 stop, 4 stop_all, 8 stop_disable, 9 stop_disable_all; the rest say nothing. */
const TIMER_STOPS: ReadonlySet<number> = new Set([1, 4, 8, 9]);

/** Folds the messages of a chain into one content per logical file: a part with `file_id` begins a new one. */
export class MessageCollector {
  readonly files: FitContent[] = [];
  readonly #developerHeartRate: DeveloperHeartRateFields = new Map();
  #monitoringBase: { full: number | null; isMonitoring: boolean } = { full: null, isMonitoring: false };
  #current: FitContent | null = null;
  #partHasFileId = false;

  /** Definitions of developer fields and time bases end with the part. */
  beginPart(): void {
    this.#developerHeartRate.clear();
    this.#monitoringBase = { full: null, isMonitoring: false };
    this.#partHasFileId = false;
  }

  take(message: FitRawMessage): void {
    if (message.globalMessageNumber === FILE_ID && !this.#partHasFileId) {
      this.#partHasFileId = true;
      this.#current = this.#open();
    }
    // A part without file_id belongs to the file before it (straps append their `hr` messages so).
    const content = (this.#current ??= this.#open());
    switch (message.globalMessageNumber) {
      case FILE_ID:
        content.fileType ??= numberAt(message, 0);
        content.manufacturer ??= numberAt(message, 1);
        content.product ??= numberAt(message, 2);
        content.productName ??= stringAt(message, 8);
        break;
      case RECORD:
        this.#record(content, message);
        break;
      case HRV:
        takeRr(content, message);
        break;
      case HR:
        content.heartRateMessages.push(readHeartRateMessage(message, content.heartRateMessages.at(-1)));
        break;
      case MONITORING: {
        if (message.timestamp !== undefined)
          this.#monitoringBase = { full: message.timestamp, isMonitoring: true };
        const row = readMonitoring(message, this.#monitoringBase.full);
        if (row !== null) content.monitoring.push(row);
        break;
      }
      case MONITORING_INFO:
        // Only until the first monitoring message gives a full time: later ones would jump by 18.2 h.
        if (!this.#monitoringBase.isMonitoring) this.#monitoringBase.full = message.timestamp ?? null;
        takeLocalOffset(content, message, 0);
        break;
      case MONITORING_HR_DATA: {
        // Field 1 is today's value; field 0 a mean of seven days, never mixed with it (R).
        const bpm = numberAt(message, 1);
        if (bpm !== null && bpm > 0 && message.timestamp !== undefined)
          content.restingHeartRates.push({ at: message.timestamp, bpm });
        break;
      }
      case EVENT:
        takeTimerEvent(content, message);
        break;
      case ACTIVITY:
        takeLocalOffset(content, message, 5);
        break;
      case SESSION:
        content.sessions.push({
          start: numberAt(message, 2),
          end: message.timestamp ?? null,
          sport: numberAt(message, 5),
          subSport: numberAt(message, 6),
          elapsedS: scaled(numberAt(message, 7), 1000),
          timerS: scaled(numberAt(message, 8), 1000),
        });
        break;
      case LAP:
        content.laps.push({
          start: numberAt(message, 2),
          end: message.timestamp ?? null,
          elapsedS: scaled(numberAt(message, 7), 1000),
        });
        break;
      case SPORT:
        content.sport = { sport: numberAt(message, 0), subSport: numberAt(message, 1) };
        break;
      case SET:
        content.sets.push({
          at: numberAt(message, 6) ?? numberAt(message, 254),
          active: (numberAt(message, 5) ?? 1) === 1,
          durationS: scaled(numberAt(message, 0), 1000) ?? 0,
          repetitions: numberAt(message, 3),
          weightKg: scaled(numberAt(message, 4), 16),
        });
        break;
      case FIELD_DESCRIPTION:
        readFieldDescription(message, this.#developerHeartRate);
        break;
    }
  }

  #open(): FitContent {
    const content = emptyContent();
    this.files.push(content);
    return content;
  }

  #record(content: FitContent, message: FitRawMessage): void {
    const field = fieldOf(message, 3);
    let bpm = field === undefined ? 0 : (numberOf(field, field.baseType, message.littleEndian) ?? 0);
    if (bpm <= 0 || bpm === NO_BPM) bpm = developerHeartRateOf(message, this.#developerHeartRate);
    content.records.time.push(message.timestamp ?? NaN);
    content.records.bpm.push(bpm > 0 && bpm < 0x7fff && bpm !== NO_BPM ? Math.round(bpm) : 0);
  }
}

function takeRr(content: FitContent, message: FitRawMessage): void {
  const index = Math.max(0, content.records.time.length - 1);
  for (const ms of numbersAt(message, 0)) {
    if (ms === null || ms === 0) continue;
    const list = content.records.rrMs.get(index);
    if (list === undefined) content.records.rrMs.set(index, [ms]);
    else list.push(ms);
  }
}

function takeTimerEvent(content: FitContent, message: FitRawMessage): void {
  if (numberAt(message, 0) !== TIMER_EVENT || message.timestamp === undefined) return;
  const type = numberAt(message, 1);
  if (type === 0) content.timerEvents.push({ at: message.timestamp, running: true });
  else if (type !== null && TIMER_STOPS.has(type))
    content.timerEvents.push({ at: message.timestamp, running: false });
}

function takeLocalOffset(content: FitContent, message: FitRawMessage, localField: number): void {
  const local = numberAt(message, localField);
  const utc = message.timestamp ?? null;
  if (local !== null && utc !== null) content.localOffsetsS.push(local - utc);
}

function scaled(value: number | null, scale: number): number | null {
  return value === null ? null : value / scale;
}
