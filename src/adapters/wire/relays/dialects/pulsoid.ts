import type { Relay } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

/**
 * Pulsoid's frames, of its live feed, its rooms and its old widgets, from whatever sends them on. Read from the
 * documentation in pulsoid-oss/pulsoid-api@087ca40 `README.md` and at docs.pulsoid.net.
 */
export const pulsoid: Relay = {
  id: 'pulsoid',
  name: 'Pulsoid',
  deviceKind: 'relay',
  recognise: ({ json }) =>
    isFields(json) &&
    (json['kind'] === 'heart_rate' ||
      (isFields(json['data']) && ('heart_rate' in json['data'] || 'heartRate' in json['data']))),
  items({ json }) {
    if (!isFields(json)) return null;
    const data = isFields(json['data']) ? json['data'] : {};
    const room = isFields(json['heart_rate']) ? json['heart_rate'] : {};
    const bpm = room['bpm'] ?? data['heart_rate'] ?? data['heartRate'];
    const beat = beatOf(bpm, json['measured_at'] ?? json['timestamp']);
    return beat === null ? null : { beats: [beat], device: nameOf(json['device']), messageId: null };
  },
  speech: {
    transport: 'websocket',
    contentType: 'application/json',
    batch: 1,
    tellsTime: true,
    say: ([beat]) => JSON.stringify({ measured_at: beat!.atMs, data: { heart_rate: beat!.bpm } }),
  },
};
