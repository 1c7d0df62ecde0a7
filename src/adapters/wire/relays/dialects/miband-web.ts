import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

const TYPES: readonly unknown[] = ['join', 'hr', 'ping', 'pong', 'leave'];

/** miband-heart-rate-web: joins a room as its publisher, then sends each value once, when it changes. */
export const mibandWeb: Relay = {
  id: 'miband-web',
  name: 'miband-heart-rate-web',
  deviceKind: 'on-change',
  recognise: ({ json }) => isFields(json) && TYPES.includes(json['type']),
  items({ json }) {
    if (!isFields(json)) return null;
    if (json['type'] !== 'hr') return { ...NOTHING, device: nameOf(json['name']) };
    const beat = beatOf(json['bpm'], json['ts'], { contact: json['contact'] });
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer({ json }) {
    if (!isFields(json)) return null;
    if (json['type'] === 'ping') return { status: 200, text: '{"type":"pong"}' };
    if (json['type'] !== 'join') return null;
    const room = nameOf(json['room']);
    return { status: 200, text: JSON.stringify({ type: 'joined', room, role: 'publisher' }) };
  },
  speech: {
    transport: 'websocket',
    contentType: 'application/json',
    opening: ['{"type":"join","room":"run","clientId":"simulated","name":"Mi Band","role":"publisher"}'],
    batch: 1,
    tellsTime: true,
    say: ([beat]) => JSON.stringify({ type: 'hr', bpm: beat!.bpm, contact: true, ts: beat!.atMs }),
  },
};
