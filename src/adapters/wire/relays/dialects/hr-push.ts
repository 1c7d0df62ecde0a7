import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

/**
 * hr_push (Android, iOS, desktop): one JSON object a reading, by HTTP, WebSocket or MQTT; the answer is ignored. Its time
 * is local and without an offset; its per cent is of its own maximum. Read from Ero-Cat/hr_push@012ac68
 * `lib/heart_rate_manager.dart`.
 */
export const hrPush: Relay = {
  id: 'hr_push',
  name: 'hr_push',
  deviceKind: 'relay',
  recognise: ({ json }) =>
    isFields(json) && (json['event'] === 'heartRate' || json['event'] === 'connection'),
  items({ json }) {
    if (!isFields(json)) return null;
    const device = nameOf(json['device']);
    if (json['event'] === 'connection') return { ...NOTHING, device };
    const beat = beatOf(json['heartRate'], json['timestamp']);
    return beat === null ? null : { beats: [beat], device, messageId: null };
  },
  speech: {
    transport: 'http',
    contentType: 'application/json',
    batch: 1,
    tellsTime: true,
    say: ([beat]) =>
      JSON.stringify({
        event: 'heartRate',
        heartRate: beat!.bpm,
        percent: beat!.bpm / 200,
        connected: true,
        device: 'Polar H10',
        timestamp: new Date(beat!.atMs).toISOString(),
      }),
  },
};
