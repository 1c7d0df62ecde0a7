import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields } from '../relay-values.ts';

/**
 * HypeRate's frames, on a Phoenix channel, from whatever sends them on; `hr: 0` means that nobody sends. Joins and
 * heartbeats are answered. Read from the documentation in github.com/HypeRate/DevDocs.
 */
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
  answer({ json }, outcome) {
    if (!isFields(json) || (json['event'] === 'hr_update' && outcome === 'read')) return null;
    const [status, payload] =
      outcome === 'read'
        ? [200, { status: 'ok', response: {} }]
        : [400, { status: 'error', response: { reason: 'hr is not a number' } }];
    const reply = { topic: json['topic'], event: 'phx_reply', payload, ref: json['ref'] ?? null };
    return { status, text: JSON.stringify(reply) };
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
