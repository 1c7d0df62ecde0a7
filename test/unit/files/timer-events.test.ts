import { describe, expect, it } from 'vitest';
import { ActivityWriter } from '../../../fixtures/activity-writer.ts';
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
  ])('%s: all of it is active, with a word', (_what, write) => {
    const writer = write(new ActivityWriter().fileId({ created: START }));
    const end = START + MINUTES_30;
    const timerS = MINUTES_30;
    const bytes = writer.session({ start: START, end, elapsedS: timerS, timerS }).activity(end).close();
    const { activeS, knownS, warnings } = taken(bytes);
    expect({ activeS, knownS }).toEqual({ activeS: MINUTES_30, knownS: MINUTES_30 });
    expect(warnings).not.toEqual([]);
  });
});

describe('P (Z3): a session is no longer than its evidence', () => {
  it('a start two hours before the first record, whose elapsed time ends before it, is not believed', () => {
    const early = START - 7_200;
    const end = START + MINUTES_30;
    const bytes = new ActivityWriter()
      .fileId({ created: early })
      .timer(START, 'start')
      .trace(START, steady(MINUTES_30))
      .timer(end, 'stop_all')
      .session({ start: early, end, elapsedS: MINUTES_30, timerS: MINUTES_30 })
      .activity(end)
      .close();
    expect(taken(bytes)).toMatchObject({ activeS: MINUTES_30, knownS: MINUTES_30 });
  });
});
