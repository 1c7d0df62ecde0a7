import { NOTHING, type Relay } from '../relay.ts';
import { beatOf } from '../relay-values.ts';

const COMMAND = /^(?:set +(\w+) +(\S+)|get +\w+|ping)$/i;
const OTHER_VALUES: readonly (string | undefined)[] = ['battery', undefined];

/**
 * Heartsock (Wear OS): commands as text, each answered. An inlet takes and tells nothing, so `get` is refused. Read from
 * Gawdl3y/heartsock-server@1c7fade `src/websocket.rs` and Gawdl3y/heartsock-app@1f88d3c `…/net/WebSocketClient.kt`.
 */
export const heartsock: Relay = {
  id: 'heartsock',
  name: 'Heartsock',
  deviceKind: 'relay',
  recognise: ({ text }) => COMMAND.test(text),
  items({ text }) {
    const [, key, value] = COMMAND.exec(text) ?? [];
    const what = key?.toLowerCase();
    if (what !== 'bpm') return OTHER_VALUES.includes(what) ? NOTHING : null;
    const beat = beatOf(value);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer({ text }, outcome) {
    if (outcome === 'unreadable') return { status: 400, text: 'error: unknown input' };
    if (/^ping/i.test(text)) return { status: 200, text: 'pong' };
    return { status: 200, text: /^get/i.test(text) ? 'error: this address only takes' : 'ok' };
  },
  speech: {
    transport: 'websocket',
    contentType: 'text/plain',
    batch: 1,
    tellsTime: false,
    say: ([beat]) => `set bpm ${beat!.bpm}`,
  },
};
