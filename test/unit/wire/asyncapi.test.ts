import { createRequire } from 'node:module';
import { Compile } from 'typebox/compile';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { coachText, DoseTexts, RunText } from '../../../src/adapters/live/coach-text.ts';
import {
  ackText,
  endedText,
  errorText,
  FATAL_CLOSE,
  pongText,
  welcomeText,
} from '../../../src/adapters/live/server-frames.ts';
import { asyncApiDocument } from '../../../src/adapters/wire/live/asyncapi.ts';
import { parseRawSamples } from '../../../src/adapters/wire/live/binary-samples-frame.ts';
import type * as Frames from '../../../src/adapters/wire/live/live-frames.ts';
import { LIVE_CLOSE } from '../../../src/adapters/wire/live/live-protocol.ts';
import { parseClientFrame } from '../../../src/adapters/wire/live/parse-client-frame.ts';

interface Message {
  readonly payload: { readonly properties?: Record<string, { enum?: string[] }> };
  readonly examples: readonly { readonly payload: unknown }[];
}

interface Document {
  readonly channels: Record<
    'live' | 'watch',
    Record<'messages' | 'x-close-codes' | 'x-error-codes', Record<string, unknown>>
  >;
  readonly components: { readonly messages: Record<string, Message> };
}

// As a client receives it; the interface above names the parts that are looked at.
const document = JSON.parse(JSON.stringify(asyncApiDocument())) as Document;
const { messages } = document.components;

const CLIENT_TYPES = ['hello', 'samples', 'skip', 'ping', 'end'] as const;
const SERVER_TYPES = ['welcome', 'ack', 'pong', 'coach', 'bands', 'ended', 'error'] as const;

function faultsOf(name: string, frame: unknown): object[] {
  // The payload is a JSON Schema, which is what the compiler takes.
  return Compile(messages[name]!.payload as object).Errors(frame);
}

function expectFrame(text: string): void {
  const frame = JSON.parse(text) as { type: string };
  expect(faultsOf(frame.type, frame)).toEqual([]);
}

describe('/asyncapi.json', () => {
  it('is a valid AsyncAPI 3.0 document by the official schema', () => {
    const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const judge = Compile(schema);
    expect(judge.Errors(document)).toEqual([]);
    expect(judge.Check({ ...document, operations: { broken: { action: 'shout' } } })).toBe(false);
  });

  it('resolves every reference', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!);
    expect(refs.length).toBeGreaterThan(30);
    for (const ref of refs) {
      let target: unknown = document;
      for (const key of ref.split('/')) target = (target as Record<string, unknown>)[key];
      expect(target, ref).toBeTypeOf('object');
    }
  });

  it('has every frame type, close code and error code of the protocol', () => {
    expectTypeOf<Frames.ClientFrame['type']>().toEqualTypeOf<(typeof CLIENT_TYPES)[number]>();
    expectTypeOf<Frames.ServerFrame['type']>().toEqualTypeOf<(typeof SERVER_TYPES)[number]>();
    expect(Object.keys(document.channels.live.messages).toSorted()).toEqual(
      [...CLIENT_TYPES, ...SERVER_TYPES, 'rawSamples'].toSorted(),
    );
    for (const { 'x-close-codes': codes } of Object.values(document.channels)) {
      expect(new Set(Object.keys(codes).map(Number))).toEqual(new Set<number>(Object.values(LIVE_CLOSE)));
    }
    const errors = Object.keys(document.channels.live['x-error-codes']);
    expect(errors).toEqual(expect.arrayContaining(Object.keys(FATAL_CLOSE)));
    expect(messages['error']!.payload.properties!['code']!.enum).toEqual(errors);
    expect(errors.toSorted()).toEqual(
      [
        ...[
          'bad_envelope',
          'bad_field',
          'unauthorised',
          'not_allowed',
          'superseded',
          'too_large',
          'too_fast',
        ],
        ...['overloaded', 'quarantined', 'conflict', 'internal'],
      ].toSorted(),
    );
  });

  it('gives client examples that the server takes, each with no fault by its schema', () => {
    for (const type of CLIENT_TYPES) {
      for (const { payload } of messages[type]!.examples) {
        expect(faultsOf(type, payload)).toEqual([]);
        expect(parseClientFrame(JSON.stringify(payload)).type).toBe(type);
      }
    }
  });

  it('gives every captured value of the example of samples a place, none invalid', () => {
    const frame = parseClientFrame(JSON.stringify(messages['samples']!.examples[0]!.payload));
    expect(frame.type === 'samples' && frame.items.map((item) => item.code)).toEqual([128, 129, -1, -2, 0]);
  });

  it('gives a binary example that the server takes', () => {
    const hex = String(messages['rawSamples']!.examples[0]!.payload);
    expect(parseRawSamples(Buffer.from(hex, 'hex'))).toMatchObject({
      type: 'samples',
      first: 1,
      items: [
        { atMs: 1_795_331_999_958, code: 128, rr: [476], contact: true },
        { atMs: 1_795_332_000_961, code: 129, rr: null, contact: true },
      ],
    });
  });

  it('gives server examples with no fault by their schema, and a schema that finds faults', () => {
    for (const type of SERVER_TYPES) {
      for (const { payload } of messages[type]!.examples) {
        expect(faultsOf(type, payload)).toEqual([]);
        expect(faultsOf(type, { ...(payload as object), type: 'other' })).not.toEqual([]);
      }
    }
  });

  it('describes what the server writes', () => {
    expectFrame(ackText(7, []));
    expectFrame(ackText(7, [[9, 12]]));
    expectFrame(pongText({ type: 'ping', id: 1, mono: 2.5, wall: 3 }, 4));
    expectFrame(endedText(null));
    expectFrame(errorText({ code: 'conflict', message: 'first kept', fatal: false }));
    const limits = { maxBatch: 300, maxInFlight: 3, maxHeartRate: null, bands: [] };
    expectFrame(welcomeText({ ack: 0, serverTime: 1, ended: false, ...limits }));
    const state = {
      atMs: 1_795_332_000_000,
      bpm: 168,
      percent: 88,
      bands: ['interval_4x4'],
      stale: false,
      seconds: [{ id: 'zone2', seconds: 12 }],
      remaining: [
        {
          target: 'zone2',
          todaySeconds: 60,
          weekSessions: 1,
          weekDays: 2,
          weekMinutes: null,
          note: { id: 'remaining.done' },
        },
      ],
      interval: {
        credited: 1,
        of: 4,
        phase: 'work',
        elapsedSeconds: 9,
        effortSeconds: 8,
        event: 'work_started',
      } as const,
      ceiling: { bpm: 175, above: true, peakBpm: 181, crossings: 2, event: 'above' },
      cue: 'cue.interval.ease_off',
    } as const;
    const run = new RunText({ session: 'a-run', device: 'Bælte “1”', simulated: false });
    expectFrame(coachText(state, 'da', new DoseTexts(), run));
    expectFrame(
      coachText(
        { ...state, bpm: null, percent: null, interval: null, ceiling: null, cue: null },
        'en',
        new DoseTexts(),
        run,
      ),
    );
  });
});
