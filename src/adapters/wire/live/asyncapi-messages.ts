import Type from 'typebox';
import { encodeRawSamples } from './binary-samples-frame.ts';
import type { ClientFrame, ServerFrame } from './live-frames.ts';
import { MAX_BATCH, MAX_IN_FLIGHT } from './live-protocol.ts';
import { endSchema, helloSchema, pingSchema, samplesSchema, skipSchema } from './live-schemas.ts';
import {
  ackSchema,
  bandsSchema,
  coachSchema,
  endedSchema,
  errorSchema,
  pongSchema,
  welcomeSchema,
} from './live-server-schemas.ts';

interface FrameMessage<Frame> {
  readonly summary: string;
  readonly payload: Type.TSchema;
  readonly examples: readonly Frame[];
}

type Messages<Frame extends { readonly type: string }> = {
  readonly [Name in Frame['type']]: FrameMessage<Extract<Frame, { readonly type: Name }>>;
};

const SESSION = '019b2f6e-5d00-7c3a-8a53-2f6d1c9e4b70';
const NOW_MS = 1_795_332_000_000;

export const CLIENT_MESSAGES: Messages<ClientFrame> = {
  hello: {
    summary: 'Opens or resumes a session; the first frame, within 5 s.',
    payload: helloSchema,
    examples: [
      { type: 'hello', protocol: 1, session: SESSION, lastSeq: 0, clock: { mono: 1_000, wall: NOW_MS } },
      {
        type: 'hello',
        protocol: 1,
        session: SESSION,
        token: 'device-token',
        lastSeq: 5_400,
        clock: { mono: 5_401_000.5, wall: NOW_MS, offset: -42 },
        device: { name: 'Chest strap', kind: 'strap' },
        sport: 'running',
        intent: 'interval_4x4',
        locale: 'da',
        simulated: { timeScale: 60 },
      },
    ],
  },
  samples: {
    summary: 'Captured items, numbered from `first` without a gap; one clock segment, one offset.',
    payload: samplesSchema,
    examples: [
      {
        type: 'samples',
        first: 1,
        offset: -42,
        items: [
          [1_000, NOW_MS, 128],
          [2_003, NOW_MS + 1_003, 129, [476, 480], true],
          [3_001, NOW_MS + 2_001, 'pause'],
          [9_001, NOW_MS + 8_001, 'resume'],
          [10_001, NOW_MS + 9_001, null, null, false],
        ],
      },
    ],
  },
  skip: {
    summary: 'Numbers that were given and whose items are lost to the client: no longer waited for.',
    payload: skipSchema,
    examples: [{ type: 'skip', from: 12, to: 14, reason: 'storage of the phone was cleared' }],
  },
  ping: {
    summary: 'Measures round trip and clock offset; answered by `pong`.',
    payload: pingSchema,
    examples: [{ type: 'ping', id: 3, mono: 4_000.25, wall: NOW_MS }],
  },
  end: {
    summary: 'The session is over with this number; `ended` follows when everything up to it is stored.',
    payload: endSchema,
    examples: [{ type: 'end', lastSeq: 5_401 }],
  },
};

export const SERVER_MESSAGES: Messages<ServerFrame> = {
  welcome: {
    summary: `The stream is this connection's. At most ${MAX_IN_FLIGHT} batches of ${MAX_BATCH} items may be unacknowledged.`,
    payload: welcomeSchema,
    examples: [
      {
        type: 'welcome',
        ack: 5_400,
        serverTime: NOW_MS,
        maxBatch: MAX_BATCH,
        maxInFlight: MAX_IN_FLIGHT,
        maxHeartRate: 190,
        bands: [{ id: 'zone2', lowBpm: 114, highBpm: 133 }],
        ended: false,
      },
    ],
  },
  ack: {
    summary:
      'Sent after the database has committed: what it covers may be forgotten, the rest is sent again.',
    payload: ackSchema,
    examples: [
      { type: 'ack', seq: 5_401 },
      { type: 'ack', seq: 300, missing: [[301, 600]] },
    ],
  },
  pong: {
    summary: 'Answers a `ping`.',
    payload: pongSchema,
    examples: [{ type: 'pong', id: 3, mono: 4_000.25, serverTime: NOW_MS }],
  },
  coach: {
    summary: 'Where the athlete stands, at most once a second.',
    payload: coachSchema,
    examples: [
      {
        type: 'coach',
        session: SESSION,
        device: 'Chest strap',
        simulated: false,
        at: NOW_MS,
        bpm: 168,
        percent: 88,
        bands: ['interval_4x4'],
        stale: false,
        seconds: { zone2: 312, interval_4x4: 241 },
        remaining: [{ target: 'interval_4x4', weekSessions: 1, text: 'One session of 4×4 left this week' }],
        interval: {
          credited: 1,
          of: 4,
          phase: 'work',
          elapsedSeconds: 95,
          effortSeconds: 60,
          event: 'work_started',
        },
        cue: { id: 'cue.interval.ease_off', text: 'Ease off a little' },
      },
      {
        type: 'coach',
        session: SESSION,
        device: null,
        simulated: true,
        at: NOW_MS,
        bpm: null,
        percent: null,
        bands: [],
        stale: true,
        seconds: {},
        remaining: [{ target: 'zone2', todaySeconds: 1_200, weekDays: 2, text: '20 minutes left today' }],
      },
    ],
  },
  bands: {
    summary: 'Another max heart rate or prescription is in force: the bands as they are now.',
    payload: bandsSchema,
    examples: [{ type: 'bands', maxHeartRate: 195, bands: [{ id: 'zone2', lowBpm: 117, highBpm: 136 }] }],
  },
  ended: {
    summary: 'The session is stored as a recording and judged.',
    payload: endedSchema,
    examples: [
      { type: 'ended', session: { id: SESSION, activeSeconds: 5_400 } },
      { type: 'ended', session: null },
    ],
  },
  error: {
    summary: 'Something was refused. Nothing that was acknowledged is affected.',
    payload: errorSchema,
    examples: [
      {
        type: 'error',
        code: 'bad_field',
        message: 'first must be an integer from 1',
        field: 'first',
        fatal: false,
      },
      { type: 'error', code: 'overloaded', message: 'the server is full', fatal: true, retryAfterSeconds: 7 },
    ],
  },
};

/** What a watcher that cannot send headers says first; nothing else it says is listened to. */
export const WATCH_HELLO = {
  summary: 'Authenticates a watcher that can set neither header nor cookie.',
  payload: Type.Object(
    { type: Type.Literal('hello'), token: Type.String({ minLength: 1, maxLength: 512 }) },
    { title: 'watchHello' },
  ),
  examples: [{ type: 'hello', token: 'device-token' }],
};

const RAW_EXAMPLE = encodeRawSamples({
  first: 1,
  monoMs: 1_000,
  wallMs: NOW_MS,
  offsetMs: -42,
  packets: [
    { afterMs: 0, bytes: Uint8Array.of(0x16, 128, 0xdc, 0x01) },
    { afterMs: 1_003, bytes: Uint8Array.of(0x06, 129) },
  ],
});

export const RAW_SAMPLES = {
  summary: 'The same as `samples`, as raw GATT packets (0x2A37) in a binary frame, little-endian.',
  payload: {
    type: 'string',
    title: 'rawSamples',
    format: 'binary',
    description:
      'u8 0x01 · u32 first · f64 mono · f64 wall · f64 offset · u16 n · ' +
      `n × (u32 milliseconds after the header's instant · u8 length · length bytes of 0x2A37); n is at most ${MAX_BATCH}. ` +
      'Examples are in hexadecimal.',
  },
  examples: [[...RAW_EXAMPLE].map((byte) => byte.toString(16).padStart(2, '0')).join('')],
};
