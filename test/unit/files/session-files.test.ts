import { Decoder, Stream } from '@garmin/fitsdk';
import FitParser from 'fit-file-parser';
import { describe, expect, test } from 'vitest';
import { decodeFile } from '../../../src/adapters/files/decode-file.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { encodeSession } from '../../../src/adapters/files/out/encode-session.ts';
import type { SessionContent, SessionFormat } from '../../../src/application/ports/session-encoder.ts';
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import { INACTIVE, UNKNOWN, type Timeline } from '../../../src/domain/timeline/timeline.ts';
import { trackOf } from '../../../src/domain/timeline/track.ts';
import { naiveParts } from '../../support/naive-fit.ts';
import { NOW_MS, TIME_ZONES } from './decode-fixture.ts';

const START_MS = Date.parse('2026-11-10T16:30:00Z');

/** Values that stand for 1 to 200 s, unknown time of more than 10 s, and pauses, as `segments` says in turn. */
function timelineOf(segments: readonly (readonly [state: number, seconds: number])[]): Timeline {
  const builder = new TimelineBuilder();
  let atMs = START_MS;
  for (const [state, seconds] of segments) {
    builder.segment(state, atMs, atMs + seconds * 1_000);
    atMs += seconds * 1_000;
  }
  return builder.build();
}

function randomTimeline(seed: number, shortestPauseS: number): Timeline {
  const numbers = seededRandom(seed);
  const below = (n: number): number => Math.floor(numbers.between(0, n));
  let bpm = 120;
  const segments: [number, number][] = [[bpm, 20]];
  for (let i = 0; i < 60; i++) {
    const kind = below(10);
    bpm = Math.min(180, Math.max(70, bpm + below(19) - 9));
    if (kind === 0) segments.push([UNKNOWN, 11 + below(100)], [bpm, 1 + below(60)]);
    else if (kind === 1) segments.push([INACTIVE, shortestPauseS + below(900)], [bpm, 1 + below(60)]);
    else segments.push([bpm, 1 + below(200)]);
  }
  return timelineOf(segments);
}

function readAgain(content: SessionContent, format: SessionFormat): Timeline {
  const bytes = encodeSession(content, format);
  const outcome = decodeFile(bytes, { limits: DECODE_LIMITS, nowMs: NOW_MS, timeZones: TIME_ZONES });
  if (!outcome.ok) throw new Error(outcome.message);
  expect(outcome.warnings).toEqual([]);
  expect(outcome.recordings).toHaveLength(1);
  return attribute(outcome.recordings[0]!.recording).timeline;
}

const contentOf = (timeline: Timeline): SessionContent => ({
  sport: 'running',
  subSport: 'treadmill',
  track: trackOf(timeline),
  sets: [],
});

describe('a session as a file', () => {
  // TCX has no timer events: a shorter pause is a gap between points like any other.
  test.each([
    ['fit', 1],
    ['tcx', 120],
  ] as const)('%s: read again, it is the same timeline (Z3–Z5, Z7)', (format, shortestPauseS) => {
    for (let seed = 1; seed <= 40; seed++) {
      const timeline = randomTimeline(seed, shortestPauseS);
      const again = readAgain(contentOf(timeline), format);
      expect(Array.from(again.state), `seed ${seed}`).toEqual(Array.from(timeline.state));
      expect(Array.from(again.boundaryMs), `seed ${seed}`).toEqual(Array.from(timeline.boundaryMs));
    }
  });

  test('FIT: the format’s own reader and two others find the same values, sport and timer', async () => {
    const content = contentOf(
      timelineOf([
        [120, 5],
        [121, 40],
        [INACTIVE, 300],
        [130, 10],
        [UNKNOWN, 12],
        [131, 3],
      ]),
    );
    const bytes = encodeSession(content, 'fit');
    const points = content.track.stretches.flatMap((stretch) => stretch.points);
    const naive = naiveParts(bytes)[0]!.filter(({ global }) => global === 20);
    expect(
      naive.map(({ time, fields }) => [(time! + 631_065_600) * 1_000, fields['3']?.[0] ?? null]),
    ).toEqual(points.map(({ atMs, bpm }) => [atMs, bpm]));
    const parsed = await new FitParser({ force: false }).parseAsync(bytes.slice().buffer);
    expect(parsed.records?.map((record) => record.heart_rate ?? null)).toEqual(points.map(({ bpm }) => bpm));
    expect(parsed.sessions?.[0]).toMatchObject({
      sport: 'running',
      sub_sport: 'treadmill',
      total_timer_time: 70,
      total_elapsed_time: 370,
    });
    const decoder = new Decoder(Stream.fromByteArray([...bytes]));
    expect(decoder.checkIntegrity()).toBe(true);
    const { messages, errors } = decoder.read();
    expect(errors).toEqual([]);
    expect(messages.recordMesgs?.map(({ timestamp, heartRate }) => [timestamp, heartRate ?? null])).toEqual(
      points.map(({ atMs, bpm }) => [new Date(atMs), bpm]),
    );
    expect(messages.sessionMesgs).toMatchObject([
      { sport: 'running', subSport: 'treadmill', totalTimerTime: 70, totalElapsedTime: 370 },
    ]);
    expect(messages.eventMesgs?.map(({ eventType }) => eventType)).toEqual([
      'start',
      'stopAll',
      'start',
      'stopAll',
    ]);
  });

  test('CSV: a line for each change of what is known', () => {
    const timeline = timelineOf([
      [120, 5],
      [INACTIVE, 60],
      [UNKNOWN, 12],
      [131, 1],
    ]);
    expect(new TextDecoder().decode(encodeSession(contentOf(timeline), 'csv'))).toBe(
      [
        'time,state,bpm',
        '2026-11-10T16:30:00Z,active,120',
        '2026-11-10T16:30:04Z,active,120',
        '2026-11-10T16:30:05Z,paused,',
        '2026-11-10T16:31:05Z,unknown,',
        '2026-11-10T16:31:17Z,active,131',
        '2026-11-10T16:31:18Z,end,',
        '',
      ].join('\r\n'),
    );
  });
});
