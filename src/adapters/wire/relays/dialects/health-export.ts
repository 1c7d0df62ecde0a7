import type { Relay, RelayBeat, RelayReading } from '../relay.ts';
import { beatOf, isFields, nameOf, timeOf } from '../relay-values.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What phones export of their health store afterwards: Health Auto Export (its wiki, January 2026) and HC Webhook
 * (mcnaveen/health-connect-webhook@ed6d706 `docs/webhook.md`). Only heart rates within a workout of the same message count:
 * the rest is of all-day monitoring, a value now and then, and no run. A workout's own curve may be that of the recovery
 * after its end, which lies outside too.
 */
export const healthExport: Relay = {
  id: 'health-export',
  name: 'Health export',
  deviceKind: 'watch',
  recognise: ({ json }) => isFields(json) && (isAutoExport(json) || isHealthConnect(json)),
  items({ json }) {
    if (!isFields(json)) return null;
    return isHealthConnect(json) ? ofHealthConnect(json) : ofAutoExport(json);
  },
  answer: (_frame, outcome) => (outcome === 'read' ? { status: 200, text: 'OK' } : null),
  speech: null,
};

function isAutoExport(json: Fields): boolean {
  const { data } = json;
  return isFields(data) && (Array.isArray(data['metrics']) || Array.isArray(data['workouts']));
}

function isHealthConnect(json: Fields): boolean {
  return 'app_version' in json && 'timestamp' in json;
}

function ofHealthConnect(json: Fields): RelayReading {
  const workouts = spansOf(listOf(json['exercise']), 'start_time', 'end_time');
  const samples = listOf(json['heart_rate']).map((sample) => beatOf(sample['bpm'], sample['time']));
  return readingOf(samples, workouts);
}

function ofAutoExport(json: Fields): RelayReading {
  const data = json['data'] as Fields;
  const workouts = listOf(data['workouts']);
  const series = [
    ...listOf(data['metrics']).flatMap((metric) => (metric['name'] === 'heart_rate' ? [metric['data']] : [])),
    ...workouts.map((workout) => workout['heartRateData']),
  ];
  const samples = series
    .flatMap(listOf)
    .map((sample) => beatOf(sample['Avg'] ?? sample['qty'] ?? sample['avg'], sample['date']));
  return readingOf(samples, spansOf(workouts, 'start', 'end'), nameOf(workouts[0]?.['name']));
}

function readingOf(
  samples: readonly (RelayBeat | null)[],
  workouts: readonly Span[],
  device: string | null = null,
): RelayReading {
  const beats = samples.flatMap((beat) => {
    const ms = beat?.time?.hasOffset === true ? beat.time.ms : NaN;
    return beat !== null && workouts.some(({ fromMs, toMs }) => ms >= fromMs && ms <= toMs) ? [beat] : [];
  });
  return { beats: beats.sort((a, b) => a.time!.ms - b.time!.ms), device, messageId: null };
}

function spansOf(workouts: readonly Fields[], start: string, end: string): Span[] {
  return workouts.flatMap((workout) => {
    const from = timeOf(workout[start]);
    const to = timeOf(workout[end]);
    return from?.hasOffset === true && to?.hasOffset === true ? [{ fromMs: from.ms, toMs: to.ms }] : [];
  });
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isFields) : [];
}
