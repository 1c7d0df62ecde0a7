import type { Relay, RelayBeat } from '../relay.ts';
import { beatOf, isFields } from '../relay-values.ts';

/** Names of a bpm without case, spaces and underscores, the surest first. */
const BPM_NAMES = ['heartrate', 'bpm', 'hr', 'heartratebpm', 'pulse', 'rate', 'value', 'avg'] as const;
const TIME_NAMES = [
  'measuredat',
  'ts',
  'phonetimestamp',
  'timestamp',
  'time',
  'date',
  'datetime',
  'recordedat',
  'createdat',
] as const;
/** Heart figures that are no heartbeats. */
const NO_HEARTBEATS = /resting|variability|hrv|recovery/;
const DEEPEST = 6;
const MOST_BEATS = 20_000;

/**
 * Whatever else sends heart rate: JSON with a known name of a bpm at any depth, a form, `key:value`, or a bare number. The
 * time of an outer object holds for the inner ones that tell none.
 */
export const anyApp: Relay = {
  id: 'other',
  name: 'Other app',
  deviceKind: 'relay',
  recognise: () => true,
  items({ json, pairs }) {
    const beats: RelayBeat[] = [];
    if (pairs !== null) collect(Object.fromEntries(pairs), undefined, beats, 0);
    else if (typeof json === 'number' || typeof json === 'string') push(beats, json, undefined);
    else collect(json, undefined, beats, 0);
    return beats.length === 0 ? null : { beats, device: null, messageId: null };
  },
  speech: {
    transport: 'http',
    contentType: 'application/json',
    batch: 20,
    tellsTime: true,
    say: (beats) => JSON.stringify(beats.map(({ bpm, atMs }) => ({ heart_rate: bpm, ts: atMs }))),
  },
};

function collect(value: unknown, outerTime: unknown, beats: RelayBeat[], depth: number): void {
  if (depth > DEEPEST || beats.length >= MOST_BEATS) return;
  if (Array.isArray(value)) {
    for (const each of value as unknown[]) collect(each, outerTime, beats, depth + 1);
    return;
  }
  if (!isFields(value)) return;
  const named = byPlainName(value);
  const time = TIME_NAMES.map((name) => named.get(name)).find((found) => found !== undefined) ?? outerTime;
  for (const name of BPM_NAMES) {
    if (push(beats, named.get(name), time)) return;
  }
  for (const [name, inner] of named) {
    if (typeof inner === 'object' && !NO_HEARTBEATS.test(name)) collect(inner, time, beats, depth + 1);
  }
}

function push(beats: RelayBeat[], bpm: unknown, time: unknown): boolean {
  const beat = bpm === undefined ? null : beatOf(bpm, time);
  if (beat !== null) beats.push(beat);
  return beat !== null;
}

function byPlainName(fields: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const named = new Map<string, unknown>();
  for (const [name, value] of Object.entries(fields)) {
    named.set(name.toLowerCase().replaceAll(/[\s_.-]/g, ''), value);
  }
  return named;
}
