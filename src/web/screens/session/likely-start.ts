import type { DatedTimeZone } from '../../../domain/athlete.ts';
import { localDateAt, zoneAt } from '../../../domain/calendar/local-time.ts';
import { HOUR_MS } from '../../../domain/units.ts';
import type { SetAsideJson } from '../../api/contract.ts';

const DAY_MS = 24 * HOUR_MS;
/** Instants that end this much before they arrived may be right; older ones are a clock that was never set. */
const BELIEVED_MS = 60 * DAY_MS;

type Instants = Pick<SetAsideJson, 'recordedFrom' | 'recordedTo' | 'endedAt'>;

export interface LikelyStart {
  /** Local, where the athlete lives. */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
  /** The instants are those of the recording. */
  readonly isRecorded: boolean;
}

/**
 * When a recording that was set aside probably began (L5): as recorded where that can be, else so that it ended when it
 * arrived, with at most a day between its beats.
 */
export function likelyStart(run: Instants, zones: readonly DatedTimeZone[]): LikelyStart {
  const fromMs = Date.parse(run.recordedFrom);
  const toMs = Date.parse(run.recordedTo);
  const arrivedMs = Date.parse(run.endedAt);
  const isRecorded = toMs <= arrivedMs && arrivedMs - fromMs < BELIEVED_MS;
  const startMs = isRecorded ? fromMs : arrivedMs - Math.min(toMs - fromMs, DAY_MS);
  const date = localDateAt(startMs, zones);
  return { date, time: fieldTime(startMs, zoneAt(zones, date)), isRecorded };
}

/** As a field of type `time` takes it, in every language. */
function fieldTime(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}
