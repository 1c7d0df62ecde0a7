import { NOTHING, type Relay } from '../relay.ts';
import { beatOf } from '../relay-values.ts';

/**
 * HeartRateToWeb (Tizen, Wear OS): a form `rate=72`, `rate=-1` until the first reading. Read from
 * loic2665/HeartRateToWeb@ff39f7e, JanekOstendorf/heart-rate-to-web-wearos@ea5d08e; receivers for it also take `bpm=`.
 */
export const heartRateToWeb: Relay = {
  id: 'heart-rate-to-web',
  name: 'HeartRateToWeb',
  deviceKind: 'watch',
  recognise: ({ pairs, text }) => pairs !== null && /^(?:rate|bpm)=/.test(text),
  items({ pairs }) {
    const rate = pairs?.get('rate') ?? pairs?.get('bpm');
    if (rate === '-1') return NOTHING;
    const beat = beatOf(rate);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer: (_frame, outcome) => (outcome === 'read' ? { status: 200, text: 'OK' } : null),
  speech: {
    transport: 'http',
    contentType: 'application/x-www-form-urlencoded',
    batch: 1,
    tellsTime: false,
    say: ([beat]) => `rate=${beat!.bpm}`,
  },
};
