import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields } from '../relay-values.ts';

/** HypeRate's frames, on a Phoenix channel; `hr: 0` means that nobody sends. Joins and heartbeats are answered. */
export const hyperate: Relay = {
  id: 'hyperate',
  name: 'HypeRate',
  deviceKind: 'relay',
  recognise: ({ json }) => isFields(json) && typeof json['event'] === 'string' && isFields(json['payload']),
  items({ json }) {
    if (!isFields(json)) return null;
    if (json['event'] !== 'hr_update') return NOTHING;
    const beat = beatOf(isFields(json['payload']) ? json['payload']['hr'] : undefined);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer({ json }) {
    if (!isFields(json) || json['event'] === 'hr_update') return null;
    const reply = { topic: json['topic'], event: 'phx_reply', payload: { status: 'ok', response: {} } };
    return { status: 200, text: JSON.stringify({ ...reply, ref: json['ref'] ?? null }) };
  },
  speech: {
    transport: 'websocket',
    contentType: 'application/json',
    batch: 1,
    tellsTime: false,
    say: ([beat]) =>
      JSON.stringify({ topic: 'hr:simulated', event: 'hr_update', payload: { hr: beat!.bpm }, ref: null }),
  },
};
