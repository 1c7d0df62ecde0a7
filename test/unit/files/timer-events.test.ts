import { describe, expect, it } from 'vitest';
import { ActivityWriter } from '../../../fixtures/activity-writer.ts';
import { fitTimeToMs } from '../../../src/adapters/files/fit/fit-time.ts';
import { activeAndKnown, decodeBytes } from './decode-fixture.ts';

const START = 1_100_000_000;
const MINUTES_30 = 1_800;
const steady = (seconds: number): number[] => new Array<number>(seconds).fill(120);

function taken(bytes: Uint8Array): { activeS: number; knownS: number; warnings: string[] } {
  const outcome = decodeBytes(bytes);
  if (!outcome.ok) throw new Error(outcome.message);
  const [only, ...others] = outcome.recordings;
  expect(others).toEqual([]);
  return { ...activeAndKnown(only!.recording), warnings: outcome.warnings.map(({ code }) => code) };
}

const half = MINUTES_30 / 2;

describe('K (Z5): records outvote timer events', () => {
  it.each([
    [
      'a stop before everything and never a start, as a treadmill app writes it',
      (writer: ActivityWriter) => writer.timer(START, 'stop').trace(START, steady(MINUTES_30)),
    ],
    [
      'a stop in the middle while records go on, and no start',
      (writer: ActivityWriter) =>
        writer
          .trace(START, steady(half))
          .timer(START + half, 'stop')
          .trace(START + half, steady(half)),
    ],
    [
      'a restart that was not written',
      (writer: ActivityWriter) =>
        writer
          .timer(START, 'start')
          .trace(START, steady(half))
          .timer(START + half, 'stop')
          .trace(START + half, steady(half)),
    ],
    [
      'a stop, then a strap that falls silent for minutes, and no start',
      (writer: ActivityWriter) =>
        writer
          .trace(START, steady(half))
          .timer(START + half, 'stop')
          .trace(START + half, Array<null>(300).fill(null))
          .trace(START + half + 300, steady(half - 300)),
    ],
    [
      'a stop before everything, and no heart rate in the file',
      (writer: ActivityWriter) =>
        writer.timer(START, 'stop').trace(START, Array<null>(MINUTES_30).fill(null)),
    ],
  ])('%s: all of it is active, with a word', (_what, write) => {
    const writer = write(new ActivityWriter().fileId({ created: START }));
    const end = START + MINUTES_30;
    const timerS = MINUTES_30;
    const bytes = writer.session({ start: START, end, elapsedS: timerS, timerS }).activity(end).close();
    const { activeS, warnings } = taken(bytes);
    expect({ activeS, warnings }).toEqual({ activeS: MINUTES_30, warnings: ['timer_outvoted'] });
  });
});

describe('M (Z5): pauses that only the timer total of a FIT tells', () => {
  it.each([
    ['without events', (writer: ActivityWriter) => writer],
    ['beside a start and a final stop', (writer: ActivityWriter) => writer.timer(START, 'start')],
  ])('%s', (_what, begin) => {
    const end = START + 3_000;
    const writer = begin(new ActivityWriter().fileId({ created: START }))
      .trace(START, steady(600))
      .trace(START + 2_400, steady(600))
      .session({ start: START, end, elapsedS: 3_000, timerS: 1_200 });
    expect(taken(writer.close())).toEqual({ activeS: 1_200, knownS: 1_200, warnings: [] });
  });
});

describe('P (Z3): a session is no longer than its evidence', () => {
  const early = START - 7_200;
  const end = START + MINUTES_30;
  const total = { start: early, end, timerS: MINUTES_30 };
  const sound = (writer: ActivityWriter): ActivityWriter =>
    writer.timer(START, 'start').trace(START, steady(MINUTES_30)).timer(end, 'stop_all');
  it.each([
    ['whose elapsed time ends before it', { ...total, elapsedS: MINUTES_30 }, sound],
    ['whose timer started with it', { ...total, elapsedS: 9_000 }, sound],
    [
      'whose timer total leaves it out',
      { ...total, elapsedS: 9_000 },
      (writer: ActivityWriter) => writer.trace(START, steady(MINUTES_30)),
    ],
  ])('a start two hours before the first record %s is not believed', (_what, session, write) => {
    const bytes = write(new ActivityWriter().fileId({ created: early }))
      .session(session)
      .activity(end)
      .close();
    expect(taken(bytes)).toEqual({ activeS: MINUTES_30, knownS: MINUTES_30, warnings: [] });
    const outcome = decodeBytes(bytes);
    const starts = outcome.ok ? outcome.recordings.map(({ recording: { facts } }) => facts.startMs) : [];
    expect(starts).toEqual([fitTimeToMs(START)]);
  });

  it('a start shortly before the first record, with the timer running, is', () => {
    const bytes = new ActivityWriter()
      .fileId({ created: START })
      .timer(START, 'start')
      .trace(START + 30, steady(600))
      .timer(START + 630, 'stop_all')
      .session({ start: START, end: START + 630 })
      .close();
    expect(taken(bytes)).toMatchObject({ activeS: 630, knownS: 600 });
  });
});

describe('S (Z8): laps alone, without records', () => {
  it('are a session of which nothing is known, as in TCX', () => {
    const bytes = new ActivityWriter()
      .fileId({ created: START })
      .lap(START, START + 600)
      .lap(START + 600, START + 1_200)
      .close();
    expect(taken(bytes)).toEqual({ activeS: 1_200, knownS: 0, warnings: [] });
  });
});
