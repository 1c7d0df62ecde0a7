import type { Relay } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

/**
 * heartkick (desktop, Android): a template of one's own, by default `{"bpm":{bpm},"timestamp":"{timestamp}"}`; `{rr}` is
 * milliseconds separated by commas. Read from dhopcs/heartkick@6dd2199 `src-tauri/src/config.rs`,
 * `src-tauri/src/integrations/webhook.rs`.
 */
export const heartkick: Relay = {
  id: 'heartkick',
  name: 'heartkick',
  deviceKind: 'strap',
  recognise: ({ json }) =>
    isFields(json) && 'bpm' in json && ('rr' in json || (typeof json['bpm'] === 'number' && isStamped(json))),
  items({ json }) {
    if (!isFields(json)) return null;
    const beat = beatOf(json['bpm'], json['timestamp'], { rrMs: json['rr'] });
    return beat === null ? null : { beats: [beat], device: nameOf(json['device']), messageId: null };
  },
  speech: {
    transport: 'http',
    contentType: 'application/json',
    batch: 1,
    tellsTime: true,
    say: ([beat]) =>
      `{"bpm":${beat!.bpm},"rr":"${beat!.rrMs.join(',')}","timestamp":"${rfc3339(beat!.atMs)}"}`,
  },
};

function isStamped(json: Readonly<Record<string, unknown>>): boolean {
  return typeof json['timestamp'] === 'string' && !('type' in json);
}

/** As the app's library writes it: an offset and no `Z`. */
function rfc3339(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '+00:00');
}
