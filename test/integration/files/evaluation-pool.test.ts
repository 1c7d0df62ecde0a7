import { afterAll, describe, expect, it } from 'vitest';
import { createEvaluator } from '../../../src/adapters/files/evaluation-pool.ts';
import { evaluateSession } from '../../../src/domain/session/evaluate-session.ts';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { decoded } from '../../unit/files/decode-fixture.ts';

const ZONES = [{ validFrom: parseLocalDate('1970-01-01')!, timeZone: 'Europe/Copenhagen' }];

describe('evaluation', () => {
  const inThread = createEvaluator(100);
  const usual = createEvaluator();
  afterAll(() => Promise.all([inThread.close(), usual.close()]));

  it('says the same of a long session in a separate thread as of a short one here', async () => {
    const recordings = ['run-4x4', '34-rr-intervals'].map((name) => decoded(name).recordings[0]!.recording);
    const here = evaluateSession(recordings, ZONES);
    expect(await inThread.evaluate(recordings, ZONES)).toEqual(here);
    expect(await usual.evaluate(recordings, ZONES)).toEqual(here);
    // The caller's columns are still the caller's.
    expect(recordings[0]!.items.atMs.length).toBeGreaterThan(0);
  });

  it('of many ordinary sessions at once leaves others a turn after each', async () => {
    const recordings = [decoded('run-4x4').recordings[0]!.recording];
    let turns = 0;
    let next = setImmediate(function turn() {
      turns++;
      next = setImmediate(turn);
    });
    await Promise.all(Array.from({ length: 20 }, () => usual.evaluate(recordings, ZONES)));
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(19);
  });
});
