import { describe, expect, test } from 'vitest';
import { decodeFile } from '../../../src/adapters/files/decode-file.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { evaluateSession } from '../../../src/domain/session/evaluate-session.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { damagedFit } from '../../support/damaged/damaged-fit.ts';
import { damagedGpx, damagedTcx } from '../../support/damaged/damaged-xml.ts';
import { secondsPerBpm, soundRide, type Random, type SoundRide } from '../../support/damaged/sound-ride.ts';
import { NOW_MS, TIME_ZONES } from './decode-fixture.ts';

const CASES_PER_FORMAT = 700;
/** Where a pause begins is known to the second at best. */
const AMBIGUOUS_SECONDS_PER_STRETCH = 1;

const FORMATS: readonly [name: string, write: (ride: SoundRide, random: Random) => Uint8Array][] = [
  ['FIT', damagedFit],
  ['TCX', (ride, random) => new TextEncoder().encode(damagedTcx(ride, random))],
  ['GPX', (ride, random) => new TextEncoder().encode(damagedGpx(ride, random))],
];

function secondsOf(bytes: Uint8Array): { perBpm: number[]; activeS: number } {
  const outcome = decodeFile(bytes, { limits: DECODE_LIMITS, nowMs: NOW_MS, timeZones: TIME_ZONES });
  if (!outcome.ok) throw new Error(outcome.message);
  const { evidence } = evaluateSession(
    outcome.recordings.map(({ recording }) => recording),
    TIME_ZONES,
  );
  const perBpm = new Array<number>(256).fill(0);
  for (const { msUpTo } of evidence.days)
    for (let bpm = 1; bpm < 256; bpm++) perBpm[bpm]! += (msUpTo[bpm]! - msUpTo[bpm - 1]!) / 1_000;
  return { perBpm, activeS: evidence.activeMs / 1_000 };
}

describe('Z3–Z5, Z9: a damaged recording says what the sound one says', () => {
  test.each(FORMATS)('%s: order, events, spelling and lengths change no second per bpm', (name, write) => {
    for (let seed = 1; seed <= CASES_PER_FORMAT; seed++) {
      const numbers = seededRandom(seed);
      const random: Random = (below) => Math.floor(numbers.between(0, below));
      const ride = soundRide(random);
      const { perBpm, activeS } = secondsOf(write(ride, random));
      const sound = secondsPerBpm(ride);
      const slackS = AMBIGUOUS_SECONDS_PER_STRETCH * ride.stretches.length;
      const off = perBpm.reduce((sum, seconds, bpm) => sum + Math.abs(seconds - sound[bpm]!), 0);
      const soundS = ride.stretches.reduce((sum, { bpm }) => sum + bpm.length, 0);
      expect(off, `${name} ${seed}: seconds in another place`).toBeLessThanOrEqual(slackS);
      expect(Math.abs(activeS - soundS), `${name} ${seed}: active seconds`).toBeLessThanOrEqual(slackS);
    }
  });
});
