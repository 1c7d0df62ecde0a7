import type { Relay, RelayBeat } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

/**
 * Sensor Logger (iOS, Android and their watches): batches with a message id, times in nanoseconds. Status 499 with words
 * is shown to the person. Read from tszheichoi/awesome-sensor-logger@b10f5c5 `PUSHING.md`, `UNITS.md`.
 */
export const sensorLogger: Relay = {
  id: 'sensor-logger',
  name: 'Sensor Logger',
  deviceKind: 'relay',
  recognise: ({ json }) =>
    isFields(json) &&
    Array.isArray(json['payload']) &&
    ('messageId' in json || 'sessionId' in json || 'deviceId' in json),
  items({ json }) {
    if (!isFields(json) || !Array.isArray(json['payload'])) return null;
    const beats: RelayBeat[] = [];
    for (const entry of json['payload'] as unknown[]) {
      if (!isFields(entry) || !isHeartRate(entry['name'])) continue;
      const { values } = entry;
      const bpm = isFields(values) ? (values['bpm'] ?? values['heartRate'] ?? values['value']) : undefined;
      const beat = beatOf(bpm, entry['time']);
      if (beat === null) return null;
      beats.push(beat);
    }
    return { beats, device: nameOf(json['deviceName']), messageId: messageIdOf(json) };
  },
  answer: (_frame, outcome) =>
    outcome === 'unreadable'
      ? {
          status: 499,
          text: 'This message holds a heart rate that cannot be read. Nothing of it was stored.',
        }
      : { status: 200, text: 'OK' },
  speech: {
    transport: 'http',
    contentType: 'application/json',
    batch: 10,
    tellsTime: true,
    // Written as digits: as a number it would lose its last ones.
    say: (beats) =>
      `{"messageId":${beats[0]!.index},"sessionId":"simulated","deviceId":"simulated","payload":[${beats
        .map(({ bpm, atMs }) => `{"name":"heart rate","time":${atMs}000000,"values":{"bpm":${bpm}}}`)
        .join(',')}]}`,
  },
};

function isHeartRate(name: unknown): boolean {
  return (
    typeof name === 'string' &&
    name
      .toLowerCase()
      .replaceAll(/[\s_-]/g, '')
      .includes('heart')
  );
}

/** Message ids begin at 0 with every session. */
function messageIdOf(json: Readonly<Record<string, unknown>>): string | null {
  const { messageId, sessionId } = json;
  const isId = typeof messageId === 'number' || typeof messageId === 'string';
  return isId ? `${typeof sessionId === 'string' ? sessionId : ''}/${messageId}` : null;
}
