import { NOTHING, type Relay } from '../relay.ts';
import { beatOf } from '../relay-values.ts';

const COMMAND = /^(?:set +(bpm|battery) +(\S+)|get +(?:bpm|battery)|ping)$/i;

/** Heartsock: commands as text, each answered. An inlet takes and tells nothing, so `get` is refused. */
export const heartsock: Relay = {
  id: 'heartsock',
  name: 'Heartsock',
  deviceKind: 'relay',
  recognise: ({ text }) => COMMAND.test(text),
  items({ text }) {
    const [, what, value] = COMMAND.exec(text) ?? [];
    if (what?.toLowerCase() !== 'bpm') return NOTHING;
    const beat = beatOf(value);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer({ text }, outcome) {
    if (outcome === 'unreadable') return { status: 400, text: 'error: not a number' };
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
