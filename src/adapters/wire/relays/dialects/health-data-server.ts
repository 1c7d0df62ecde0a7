import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

const KEYS: readonly string[] = [
  'clientName',
  'heartRate',
  'heartRateMin',
  'heartRateMax',
  'heartRateAverage',
  'calories',
  'stepCount',
  'distanceTraveled',
  'speed',
  'oxygenSaturation',
  'bodyMass',
  'bmi',
  'text',
];

/**
 * Health Data Server (Apple Watch, Wear OS): frames `key:value`, the first of which names the client; its cloud says the
 * same as JSON. Read from Rexios80/Health-Data-Server-Overlay@6089475.
 */
export const healthDataServer: Relay = {
  id: 'hds',
  name: 'Health Data Server',
  deviceKind: 'watch',
  recognise: ({ json, pairs }) =>
    isFields(json)
      ? 'dataType' in json && 'value' in json
      : pairs !== null && [...pairs.keys()].every((key) => KEYS.includes(key)),
  items({ json, pairs }) {
    if (isFields(json)) {
      if (json['dataType'] !== 'heartRate') return NOTHING;
      const beat = beatOf(json['value']);
      return beat === null ? null : { beats: [beat], device: null, messageId: null };
    }
    const device = nameOf(pairs?.get('clientName'));
    const rate = pairs?.get('heartRate');
    if (rate === undefined) return { ...NOTHING, device };
    const beat = beatOf(rate);
    return beat === null ? null : { beats: [beat], device, messageId: null };
  },
  speech: {
    transport: 'websocket',
    contentType: 'text/plain',
    opening: ['clientName:watch'],
    batch: 1,
    tellsTime: false,
    say: ([beat]) => `heartRate:${beat!.bpm}`,
  },
};
