import type { Relay, RelayBeat } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

/**
 * PolarRecorder (Android): the samples of a strap since the last message, with the phone's time of the last one; a strap
 * gives one a second. Read from charlienew/PolarRecorder@6adc0ea.
 */
export const polarRecorder: Relay = {
  id: 'polar-recorder',
  name: 'PolarRecorder',
  deviceKind: 'strap',
  recognise: ({ json }) => isFields(json) && 'phoneTimestamp' in json && Array.isArray(json['data']),
  items({ json }) {
    if (!isFields(json) || !Array.isArray(json['data'])) return null;
    const device = nameOf(json['deviceId']);
    if (json['dataType'] !== 'HR') return { beats: [], device, messageId: null };
    const samples = (json['data'] as unknown[]).filter(isFields);
    const lastMs = Number(json['phoneTimestamp']);
    const beats: RelayBeat[] = [];
    for (const [i, sample] of samples.entries()) {
      const atMs = lastMs - (samples.length - 1 - i) * SAMPLE_INTERVAL_MS;
      const beat = beatOf(sample['hr'], atMs, {
        rrMs: sample['rrs'] ?? sample['rrsMs'],
        contact: sample['contactStatusSupported'] === true ? sample['contactStatus'] : undefined,
      });
      if (beat === null) return null;
      beats.push(beat);
    }
    return { beats, device, messageId: null };
  },
  speech: {
    transport: 'http',
    contentType: 'application/json',
    batch: 1,
    tellsTime: true,
    say: ([beat]) =>
      JSON.stringify({
        phoneTimestamp: beat!.atMs,
        deviceId: 'simulated',
        recordingName: 'run',
        dataType: 'HR',
        data: [{ hr: beat!.bpm, rrs: beat!.rrMs }],
      }),
  },
};

const SAMPLE_INTERVAL_MS = 1_000;
