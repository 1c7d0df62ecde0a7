import { getFitSportName, getFitSubSportName } from 'fit-file-parser/profile';
import type { RecordingExtra } from '../../../application/ports/recording-store.ts';
import type { Recording } from '../../../domain/timeline/recording.ts';
import type { Span } from '../../../domain/timeline/span.ts';
import { buildItems, type BuiltItems, type TimerChange } from '../build-items.ts';
import { contentHashOf, recordingId } from '../recording-identity.ts';
import { deviceOf } from './device-of.ts';
import type { FitContent } from './fit-content.ts';
import { fitTimeToMs, utcOffsetMinutesOf } from './fit-time.ts';
import { sessionPauses } from './session-pauses.ts';
import { sessionWindows, type SessionWindow } from './session-windows.ts';

const LAST_RECORD_MS = 1_000;

export interface DecodedRecording {
  readonly recording: Recording;
  readonly extra: RecordingExtra | null;
  /** Stops of the timer that heart rate outvoted (Z5). */
  readonly outvotedStops: number;
}

/** The recordings of an activity: one per FIT session, those of a multisport file linked (Z10). */
export function activityRecordings(
  content: FitContent,
  identity: { readonly fileSha256: string; readonly place: string },
  usable: (fitS: number) => boolean,
): DecodedRecording[] {
  const windows = sessionWindows(content, usable);
  const legs = new Set(windows.map((window) => window.session));
  const multisportId =
    legs.size > 1 ? recordingId(identity.fileSha256, `${identity.place}/multisport`) : null;
  const changes = content.timerEvents
    .map(({ at, running }) => ({ atMs: fitTimeToMs(at), running }))
    .sort((a, b) => a.atMs - b.atMs);
  return windows.map((window) => {
    const endMs = fitTimeToMs(window.last) + LAST_RECORD_MS;
    const span = { fromMs: fitTimeToMs(window.start), toMs: endMs };
    const { items, rr, startMs, outvoted } = itemsOf(content, window, changes, span);
    const sport = window.session ?? content.sport;
    const laps = lapsWithin(content, startMs, endMs);
    return {
      recording: {
        facts: {
          id: recordingId(identity.fileSha256, `${identity.place}/${window.place}`),
          kind: 'file',
          sport: nameOf(sport?.sport ?? null, getFitSportName),
          subSport: nameOf(sport?.subSport ?? null, getFitSubSportName),
          startMs,
          endMs,
          contentHash: contentHashOf(items),
          simulated: false,
          multisportId,
          utcOffsetMinutes: utcOffsetMinutesOf(content.localOffsetsS),
          device: deviceOf(content),
          sets: setsWithin(content, window, windows),
        },
        items,
      },
      extra:
        rr === null && laps.length === 0
          ? null
          : { ...(laps.length > 0 ? { laps } : {}), ...(rr ? { rr } : {}) },
      outvotedStops: outvoted,
    };
  });
}

interface SessionItems extends BuiltItems {
  /** The session's own start, or, where its timer ran only later and nothing was recorded until then, when it began. */
  readonly startMs: number;
  readonly outvoted: number;
}

function itemsOf(
  content: FitContent,
  window: SessionWindow,
  events: readonly TimerChange[],
  span: Span,
): SessionItems {
  const { time, bpm, rrMs } = content.records;
  // Without records the ends alone span the time that nothing is known of.
  if (window.records.length === 0) {
    const ends = { atMs: [span.fromMs, span.toMs - LAST_RECORD_MS], bpm: [0, 0], rrMs: null };
    const inside = events.filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs);
    return { ...buildItems(ends, inside), startMs: span.fromMs, outvoted: 0 };
  }
  const recordMs = window.records.map((index) => fitTimeToMs(time[index]!));
  const heartRateMs = recordMs.filter((_, i) => bpm[window.records[i]!]! > 0);
  const timerS = window.session?.timerS ?? null;
  const timerMs = timerS === null || timerS <= 0 ? null : timerS * 1_000;
  const { pauses, outvoted } = sessionPauses(events, span, { recordMs, heartRateMs }, timerMs);
  const [lead] = pauses;
  const isLate = lead?.fromMs === span.fromMs && lead.toMs <= recordMs[0]!;
  const hasRr = rrMs.size > 0 && window.records.some((index) => rrMs.has(index));
  const items = buildItems(
    {
      atMs: recordMs,
      bpm: window.records.map((index) => bpm[index]!),
      rrMs: hasRr ? window.records.map((index) => rrMs.get(index)) : null,
    },
    pauses.slice(isLate ? 1 : 0).flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, running: false },
      // What is stopped at the end stays so.
      ...(toMs < span.toMs ? [{ atMs: toMs, running: true }] : []),
    ]),
  );
  return { ...items, startMs: isLate ? lead.toMs : span.fromMs, outvoted };
}

function lapsWithin(
  content: FitContent,
  startMs: number,
  endMs: number,
): { startMs: number; endMs: number }[] {
  return content.laps.flatMap(({ start, end, elapsedS }) => {
    if (start === null) return [];
    const lapEnd = elapsedS === null ? end : start + elapsedS;
    const lapStartMs = fitTimeToMs(start);
    if (lapEnd === null || lapEnd <= start || lapStartMs < startMs || lapStartMs >= endMs) return [];
    return [{ startMs: lapStartMs, endMs: fitTimeToMs(lapEnd) }];
  });
}

/** Active sets by their start; those without a time go to the first window (T6). */
function setsWithin(
  content: FitContent,
  window: SessionWindow,
  windows: readonly SessionWindow[],
): Recording['facts']['sets'] {
  const place = windows.indexOf(window);
  const next = windows[place + 1]?.start ?? Infinity;
  return content.sets
    .filter(({ active, at }) => active && (at === null || at < window.start ? place === 0 : at < next))
    .map(({ repetitions, weightKg, durationS }) => ({
      repetitions,
      weightKg,
      durationMs: Math.round(durationS * 1000),
    }));
}

function nameOf(value: number | null, lookUp: (value: number) => string | null): string | null {
  return value === null ? null : (lookUp(value) ?? `${value}`);
}
