import { afterEach, beforeEach, expect, test } from 'vitest';
import { InletIntake } from '../../../src/adapters/inlets/inlet-intake.ts';
import { InletSightings } from '../../../src/adapters/inlets/inlet-sightings.ts';
import type { InletRun, OpenedStream } from '../../../src/adapters/inlets/inlet-run.ts';
import { relayFrame } from '../../../src/adapters/wire/relays/relay-frame.ts';
import type { InletSighting } from '../../../src/application/ports/inlet-store.ts';
import { PLAIN_INLET } from '../../support/inlet.ts';

const MINUTE_MS = 60_000;
const VIA = { transport: 'http', addressClass: 'private', plainHttp: false } as const;
const INLET = {
  ...PLAIN_INLET,
  athleteId: 'a',
  id: 'i',
  authority: { key: 'inlet:i', expiresAtMs: null },
} as const;

const NOON_MS = Date.UTC(2026, 10, 28, 12);
const RUN = { sessionId: 'run', startedAtMs: NOON_MS, lastAtMs: NOON_MS };

let nowMs: number;
/** What the live channel does with a writer. */
let open: (peer: InletRun) => OpenedStream;
let intake: InletIntake;
const noted: InletSighting[] = [];

const unused = (): never => {
  throw new Error('not needed by frames without a beat');
};

beforeEach(() => {
  nowMs = NOON_MS;
  noted.length = 0;
  open = unused;
  intake = new InletIntake({
    streams: { accepting: true, open: (peer) => Promise.resolve(open(peer)) },
    inlets: { runsAround: () => Promise.resolve({ runs: [RUN], intent: null, sport: null }) },
    clock: { nowMs: () => nowMs },
    newId: () => 'run',
    authorities: { onEnd: () => () => undefined },
    log: { error: unused },
    sightings: new InletSightings(
      { noteSightings: (some) => Promise.resolve(void noted.push(...some)) },
      unused,
    ),
  });
});
afterEach(() => intake.close());

const take = async (text: string): Promise<string> =>
  (await intake.take(INLET, relayFrame(text, { transport: 'http' }), VIA)).outcome;

test('N2: an inlet takes 6,000 frames a minute, and goes on in the next', async () => {
  for (let i = 0; i < 6_000; i++) expect(await take('{"event":"connection"}')).toBe('stored');
  expect(await take('{"event":"connection"}')).toBe('too_fast');
  nowMs += MINUTE_MS;
  expect(await take('{"event":"connection"}')).toBe('stored');
});

test('N3: what can’t be read is counted, and its first 200 characters are noted with their values masked', async () => {
  const secret = 'Kirsten has 71 kg';
  for (let i = 0; i < 12; i++)
    expect(await take(`{"who":"${secret}","n":${i},${'x'.repeat(300)}`)).toBe('unreadable');
  expect(await take('{"event":"connection"}')).toBe('stored');
  await intake.close();
  const [seen] = noted;
  expect(noted).toHaveLength(1);
  expect(seen).toMatchObject({ unreadableCount: 12, recognisedAs: 'hr_push' });
  expect(seen!.unreadable).toHaveLength(10);
  for (const { excerpt } of seen!.unreadable) {
    expect(excerpt.length).toBeLessThanOrEqual(200);
    expect(excerpt).toContain('{"who":"…","n":…');
    expect(excerpt).not.toMatch(/Kirsten|\d/);
  }
});

test.each(['72', '{"heart_rate":72,"ts":1795867200000}'])(
  'L1: the beat of %s is stored once, though its stream is lost right after the commit and written again',
  async (text) => {
    const committed: number[] = [];
    let opened = 0;
    open = (peer) => {
      const isFirst = ++opened === 1;
      return {
        stored: { origins: new Set(committed), highest: committed.length, holes: [] },
        stream: {
          start: () => peer.send(`{"type":"welcome","ack":${committed.length}}`),
          handle: (frame) => {
            if (frame.type === 'samples') committed.push(...frame.items.map(({ origin }) => origin!));
            if (isFirst) queueMicrotask(() => peer.terminate());
            else peer.send(`{"type":"ack","seq":${committed.length}}`);
          },
          forget: () => undefined,
        },
      };
    };
    expect(await take(text)).toBe('stored');
    expect([opened, committed.length]).toEqual([2, 1]);
  },
);
