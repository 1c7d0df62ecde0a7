import { expect, test } from 'vitest';
import type { CoachFrame } from '../../../src/adapters/wire/live/live-frames.ts';
import { CoachVoice } from '../../../src/web/live/coach-voice.ts';

function said(at: number, cue?: NonNullable<CoachFrame['cue']>['id']): CoachFrame {
  const run = { session: 's', device: null, simulated: false };
  const frame = {
    ...run,
    type: 'coach',
    at,
    bpm: 130,
    percent: 68,
    bands: [],
    stale: false,
    seconds: {},
  } as const;
  return { ...frame, remaining: [], ...(cue === undefined ? {} : { cue: { id: cue, text: cue } }) };
}

test('the phone speaks until the server does, and again once its connection is gone', () => {
  const voice = new CoachVoice();
  expect(voice.isPhones(0)).toBe(true);
  voice.acknowledged(1);
  expect(voice.server(said(0), 1, 0)).not.toBeNull();
  expect(voice.isPhones(1_000)).toBe(false);
  voice.lost();
  expect(voice.isPhones(1_000)).toBe(true);
});

test('a server that leaves a beat unanswered for four seconds is away; without beats it has nothing to say', () => {
  const voice = new CoachVoice();
  voice.acknowledged(1);
  voice.captured(0);
  voice.server(said(0), 1, 100);
  expect(voice.isPhones(60_000)).toBe(false);
  voice.captured(60_000);
  voice.captured(61_000);
  expect(voice.isPhones(64_000)).toBe(false);
  expect(voice.isPhones(64_001)).toBe(true);
});

test('the last word of a server that came back holds, though its acknowledgement came after it', () => {
  const voice = new CoachVoice();
  expect(voice.server(said(10_000, 'cue.interval.hold_back'), 300, 10_000)).toBeNull();
  expect(voice.overdue(12_000)).toBeNull();
  voice.acknowledged(300);
  expect(voice.overdue(11_499)).toBeNull();
  expect(voice.overdue(11_500)).toEqual(said(10_000));
  expect(voice.isPhones(20_000)).toBe(false);
});

test('a server that came back is not believed before it has all that was captured while it was away', () => {
  const voice = new CoachVoice();
  voice.acknowledged(10);
  voice.server(said(10_000), 10, 10_000);
  voice.lost();
  expect(voice.server(said(20_000), 320, 20_000)).toBeNull();
  voice.acknowledged(310);
  // New beats meanwhile don't put it off for ever.
  expect(voice.server(said(21_000), 321, 21_000)).toBeNull();
  expect(voice.isPhones(21_000)).toBe(true);
  voice.acknowledged(320);
  expect(voice.server(said(22_000), 322, 22_000)).not.toBeNull();
  expect(voice.isPhones(22_000)).toBe(false);
});

test('what one voice has just said the other does not say again; its own cues are its own affair', () => {
  const voice = new CoachVoice();
  expect(voice.phone(said(0, 'cue.zone2.slow_down')).cue).toBeDefined();
  voice.acknowledged(5);
  expect(voice.server(said(19_000, 'cue.interval.hold_back'), 5, 19_000)?.cue).toBeUndefined();
  expect(voice.server(said(59_000, 'cue.zone2.slow_down'), 5, 59_000)?.cue).toBeUndefined();
  expect(voice.server(said(60_000, 'cue.zone2.slow_down'), 5, 60_000)?.cue).toBeDefined();
  expect(voice.server(said(61_000, 'cue.zone2.slow_down'), 5, 61_000)?.cue).toBeDefined();
});
