import { CLIENT_MESSAGES, RAW_SAMPLES, SERVER_MESSAGES, WATCH_HELLO } from './asyncapi-messages.ts';
import { CLOSE_MEANINGS, ERROR_MEANINGS } from './live-code-meanings.ts';
import { LIVE_CLOSE, LIVE_SUBPROTOCOL, MAX_BATCH, MAX_FRAME_BYTES, MAX_IN_FLIGHT } from './live-protocol.ts';

const DESCRIPTION = `\
No beat that was captured is lost and none is counted twice. Every item gets a number at capture, starting at 1; the server
acknowledges the highest number up to which everything is committed; a client resends what is not acknowledged, cut as it
likes. Instants are \`wall + offset\`, in milliseconds; RR intervals are integers in 1/1024 s.

Authentication is by \`Authorization: Bearer\`, by the session cookie with a checked Origin, or by \`token\` in \`hello\`;
never in the address.`;

const LIVE = 'live';
const WATCH = 'watch';

interface Message {
  readonly summary: string;
  readonly payload: object;
  readonly examples: readonly unknown[];
}

/** The live protocol as an AsyncAPI 3 document, made of the schemas that judge its frames. */
export function asyncApiDocument(): object {
  const client = Object.keys(CLIENT_MESSAGES);
  const server = Object.keys(SERVER_MESSAGES);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Zone Coach live', version: '1', description: DESCRIPTION },
    defaultContentType: 'application/json',
    channels: {
      [LIVE]: {
        address: '/v1/live',
        title: 'One session, from whatever captures it',
        description: `WebSocket, subprotocol \`${LIVE_SUBPROTOCOL}\`.`,
        messages: messageRefs([...client, 'rawSamples', ...server]),
        bindings: socketBinding(),
        'x-close-codes': closeCodes(),
        'x-error-codes': ERROR_MEANINGS,
        'x-limits': { maxBatch: MAX_BATCH, maxInFlight: MAX_IN_FLIGHT, maxFrameBytes: MAX_FRAME_BYTES },
      },
      [WATCH]: {
        address: '/v1/live/watch',
        title: 'The coach frames of the run of an athlete that leads',
        description:
          'A WebSocket; without an upgrade and with `Accept: text/event-stream`, server-sent events `coach` and `bands`.',
        messages: messageRefs(['watchHello', 'coach', 'bands', 'error']),
        bindings: socketBinding(),
        'x-close-codes': closeCodes(),
      },
    },
    operations: {
      receiveItems: operation('receive', LIVE, [...client, 'rawSamples'], true),
      answer: operation('send', LIVE, server),
      receiveWatcher: operation('receive', WATCH, ['watchHello'], true),
      tellWatcher: operation('send', WATCH, ['coach', 'bands', 'error']),
    },
    components: {
      messages: {
        ...messages(CLIENT_MESSAGES),
        ...messages(SERVER_MESSAGES),
        watchHello: message('watchHello', WATCH_HELLO),
        rawSamples: { ...message('rawSamples', RAW_SAMPLES), contentType: 'application/octet-stream' },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A device token, here or in hello' },
        session: { type: 'httpApiKey', in: 'cookie', name: 'zone-coach.session_token' },
      },
    },
  };
}

function messages(frames: Readonly<Record<string, Message>>): Record<string, object> {
  return Object.fromEntries(Object.entries(frames).map(([name, frame]) => [name, message(name, frame)]));
}

function message(name: string, { summary, payload, examples }: Message): object {
  return { name, title: name, summary, payload, examples: examples.map((each) => ({ payload: each })) };
}

function messageRefs(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
}

function operation(
  action: 'send' | 'receive',
  channel: string,
  names: readonly string[],
  authenticated = false,
): object {
  const schemes = ['token', 'session'].map((name) => ({ $ref: `#/components/securitySchemes/${name}` }));
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    messages: names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
    ...(authenticated ? { security: schemes } : {}),
  };
}

function socketBinding(): object {
  return {
    ws: {
      method: 'GET',
      headers: {
        type: 'object',
        properties: {
          Authorization: { type: 'string', description: 'Bearer and a device token' },
          'Sec-WebSocket-Protocol': { type: 'string', const: LIVE_SUBPROTOCOL },
        },
      },
      bindingVersion: '0.1.0',
    },
  };
}

/** By code, as a client meets it. */
function closeCodes(): Record<number, { name: string; meaning: string }> {
  return Object.fromEntries(
    // The keys of LIVE_CLOSE by its own type.
    (Object.keys(LIVE_CLOSE) as (keyof typeof LIVE_CLOSE)[]).map((name) => [
      LIVE_CLOSE[name],
      { name, meaning: CLOSE_MEANINGS[name] },
    ]),
  );
}
