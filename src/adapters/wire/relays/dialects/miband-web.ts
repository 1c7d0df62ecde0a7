import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields, nameOf, timeOf } from '../relay-values.ts';

const TYPES: readonly unknown[] = ['join', 'hr', 'hr_clear', 'mic', 'mic_clear', 'ping', 'leave'];

/**
 * miband-heart-rate-web (browser page): joins a room as its publisher, then sends each value once, when it changes; a
 * loudness besides. Read from jfphi/miband-heart-rate-web-wss@1fca7d4 `public/js/transport/wss.js`, `server/app/server.py`.
 */
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
  answer({ json }, outcome) {
    if (!isFields(json)) return null;
    if (outcome === 'unreadable') {
      return { status: 400, text: '{"type":"error","message":"bpm is not a number"}' };
    }
    if (json['type'] === 'ping') {
      return { status: 200, text: JSON.stringify({ type: 'pong', ts: timeOf(json['ts'])?.ms ?? null }) };
    }
    if (json['type'] !== 'join') return null;
    const joined = { type: 'joined', room: nameOf(json['room']), clientId: nameOf(json['clientId']) };
    return { status: 200, text: JSON.stringify({ ...joined, members: [] }) };
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
