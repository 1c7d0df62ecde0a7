import { HIGHEST_BPM } from '../../../domain/units.ts';
import { DeveloperHeartRate } from './developer-heart-rate.ts';
import { emptyContent, type FitContent } from './fit-content.ts';
import type { FitMessage } from './fit-message.ts';
import { readHeartRateMessage } from './heart-rate-messages.ts';
import { MonitoringClock } from './monitoring-clock.ts';
import { readMonitoring } from './monitoring-messages.ts';

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

/** Global numbers of the messages that are read. */
export const SELECTED_MESSAGES: ReadonlySet<number> = new Set([
  FILE_ID,
  SPORT,
  SESSION,
  LAP,
  RECORD,
  EVENT,
  ACTIVITY,
  MONITORING,
  HRV,
  MONITORING_INFO,
  HR,
  FIELD_DESCRIPTION,
  MONITORING_HR_DATA,
  SET,
]);

const TIMER_EVENT = 0;
const NO_BPM = 255;
const LOWEST_RESTING_BPM = 20;
/** Types of a timer event: 0 start, 1 stop, 4 stop_all, 8 stop_disable, 9 stop_disable_all; the rest say nothing. */
const TIMER_STOPS: ReadonlySet<number> = new Set([1, 4, 8, 9]);

/** Folds the messages of a chain into one content per logical file: a part with `file_id` begins a new one. */
export class MessageCollector {
  readonly files: FitContent[] = [];
  readonly #developerHeartRate = new DeveloperHeartRate();
  #monitoringClock = new MonitoringClock();
  #current: FitContent | null = null;
  #partHasFileId = false;

  /** Definitions of developer fields and time bases end with the part. */
  beginPart(): void {
    this.#developerHeartRate.clear();
    this.#monitoringClock = new MonitoringClock();
    this.#partHasFileId = false;
  }

  take(message: FitMessage): void {
    if (message.globalNumber === FILE_ID && !this.#partHasFileId) {
      this.#partHasFileId = true;
      this.#current = this.#open();
    }
    // A part without file_id belongs to the file before it (straps append their `hr` messages so).
    const content = (this.#current ??= this.#open());
    switch (message.globalNumber) {
      case FILE_ID:
        content.fileType ??= message.numberAt(0);
        content.manufacturer ??= message.numberAt(1);
        content.product ??= message.numberAt(2);
        content.productName ??= message.textAt(8);
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
        const at = this.#monitoringClock.read(message);
        if (at !== null) content.monitoring.push(readMonitoring(message, at));
        break;
      }
      case MONITORING_INFO:
        this.#monitoringClock.standIn(message.timestamp);
        takeLocalOffset(content, message, 0);
        break;
      case MONITORING_HR_DATA: {
        // Field 1 is today's value; field 0 a mean of seven days, never mixed with it (R).
        const bpm = message.numberAt(1);
        const isBelievable = bpm !== null && bpm >= LOWEST_RESTING_BPM && bpm <= HIGHEST_BPM;
        if (isBelievable && message.timestamp !== null)
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
          start: message.numberAt(2),
          end: message.timestamp,
          sport: message.numberAt(5),
          subSport: message.numberAt(6),
          elapsedS: scaled(message.numberAt(7), 1000),
          timerS: scaled(message.numberAt(8), 1000),
        });
        break;
      case LAP:
        content.laps.push({
          start: message.numberAt(2),
          end: message.timestamp,
          elapsedS: scaled(message.numberAt(7), 1000),
          timerS: scaled(message.numberAt(8), 1000),
        });
        break;
      case SPORT:
        content.sport = { sport: message.numberAt(0), subSport: message.numberAt(1) };
        break;
      case SET:
        content.sets.push({
          at: message.numberAt(6) ?? message.numberAt(254),
          active: (message.numberAt(5) ?? 1) === 1,
          durationS: scaled(message.numberAt(0), 1000) ?? 0,
          repetitions: message.numberAt(3),
          weightKg: scaled(message.numberAt(4), 16),
        });
        break;
      case FIELD_DESCRIPTION:
        this.#developerHeartRate.describe(message);
        break;
    }
  }

  #open(): FitContent {
    const content = emptyContent();
    this.files.push(content);
    return content;
  }

  #record(content: FitContent, message: FitMessage): void {
    let bpm = message.numberAt(3) ?? 0;
    if (bpm <= 0 || bpm === NO_BPM) bpm = this.#developerHeartRate.read(message);
    content.records.time.push(message.timestamp ?? NaN);
    content.records.bpm.push(bpm > 0 && bpm < 0x7fff && bpm !== NO_BPM ? Math.round(bpm) : 0);
  }
}

function takeRr(content: FitContent, message: FitMessage): void {
  const index = Math.max(0, content.records.time.length - 1);
  for (const ms of message.numbersAt(0)) {
    if (ms === null || ms === 0) continue;
    const list = content.records.rrMs.get(index);
    if (list === undefined) content.records.rrMs.set(index, [ms]);
    else list.push(ms);
  }
}

function takeTimerEvent(content: FitContent, message: FitMessage): void {
  if (message.numberAt(0) !== TIMER_EVENT || message.timestamp === null) return;
  const type = message.numberAt(1);
  if (type === 0) content.timerEvents.push({ at: message.timestamp, running: true });
  else if (type !== null && TIMER_STOPS.has(type))
    content.timerEvents.push({ at: message.timestamp, running: false });
}

function takeLocalOffset(content: FitContent, message: FitMessage, localField: number): void {
  const local = message.numberAt(localField);
  const utc = message.timestamp;
  if (local !== null && utc !== null) content.localOffsetsS.push(local - utc);
}

function scaled(value: number | null, scale: number): number | null {
  return value === null ? null : value / scale;
}
