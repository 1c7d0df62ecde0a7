import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields } from '../relay-values.ts';

/**
 * vrc-osc-miband-hrm (browser page): a socket of bare numbers, 0 for none; `true`, `false` and `{"text":…}` are settings.
 * Read from vard88508/vrc-osc-miband-hrm@0ad8d23 `html/index.html`, `app.js`.
 */
export const vrcOscMiband: Relay = {
  id: 'vrc-osc-miband',
  name: 'vrc-osc-miband-hrm',
  deviceKind: 'relay',
  recognise: ({ json, transport }) =>
    transport === 'websocket' &&
    (typeof json === 'number' || typeof json === 'boolean' || (isFields(json) && isOnlyText(json))),
  items({ json }) {
    if (typeof json !== 'number') return NOTHING;
    const beat = beatOf(json);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  speech: {
    transport: 'websocket',
    contentType: 'text/plain',
    batch: 1,
    tellsTime: false,
    say: ([beat]) => String(beat!.bpm),
  },
};

function isOnlyText(json: Readonly<Record<string, unknown>>): boolean {
  return 'text' in json && Object.keys(json).length === 1;
}
