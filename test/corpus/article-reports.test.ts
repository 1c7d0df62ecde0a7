import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { DECODE_LIMITS } from '../../src/adapters/files/decode-limits.ts';
import { decodeFit } from '../../src/adapters/files/fit/decode-fit.ts';
import { isFitHeader } from '../../src/adapters/files/fit/frame-parts.ts';
import { presentWeekReport } from '../../src/adapters/wire/api/present-week-report.ts';
import { isoWeekOf } from '../../src/domain/calendar/week.ts';
import { recogniseFourByFour } from '../../src/domain/four-by-four/four-by-four-reducer.ts';
import { evaluateSession } from '../../src/domain/session/evaluate-session.ts';
import { groupRecordings } from '../../src/domain/timeline/group-recordings.ts';
import type { Recording } from '../../src/domain/timeline/recording.ts';
import { evaluateWeek } from '../../src/domain/week/evaluate-week.ts';
import { dateOf } from '../support/week-evidence.ts';
import { corpusBytes, corpusDirectory, corpusFiles } from './corpus-directory.ts';

/**
 * Reports of the article over a folder of real files, by a fingerprint of the folder's FIT files. A rule that is changed
 * on purpose changes reports: look at what changed, then write down the hash that the failed test shows, with the new
 * `RULE_VERSION` in the same commit. Of a folder that is not listed, both are printed.
 */
const FROZEN: Readonly<Record<string, string>> = {
  '79a9aed11ec8ab27': '42bdf274fba281240f9111bc7392758856170317b6bffec63928f5ab27dcaf87',
};

const TIME_ZONES = [{ validFrom: dateOf('1900-01-01'), timeZone: 'Europe/Copenhagen' }];
/** Long after every file: each week is finished. */
const NOW_MS = Date.UTC(2099, 0, 1);
const MAX_HEART_RATE = {
  id: 'max',
  bpm: 190,
  source: 'measured',
  validFrom: dateOf('1970-01-01'),
  method: null,
  createdAtMs: 0,
} as const;

/** What the weeks of a file say in both languages, as if nothing else had ever been recorded. */
function reportsOf(recordings: readonly Recording[]): string[] {
  const counted = recordings.filter(({ facts }) => facts.kind !== 'monitoring');
  const sessions = groupRecordings(counted.map(({ facts }) => facts)).map((group) => {
    const ids = new Set(group.map(({ id }) => id));
    return evaluateSession(
      counted.filter(({ facts }) => ids.has(facts.id)),
      TIME_ZONES,
    );
  });
  const timelines = new Map(sessions.map(({ evidence, timeline }) => [evidence.id, timeline]));
  const weeks = new Set(sessions.map(({ evidence }) => isoWeekOf(evidence.localDate)));
  return [...weeks].sort().flatMap((week) => {
    const report = evaluateWeek({
      athlete: { timeZones: TIME_ZONES, flags: [] },
      week,
      nowMs: NOW_MS,
      maxHeartRates: [MAX_HEART_RATE],
      prescriptions: [],
      sessions: sessions.map(({ evidence }) => evidence),
      passiveDays: [],
      fourByFour: (id, edges) => recogniseFourByFour(timelines.get(id)!, edges),
      firstEvidenceDate: null,
      firstStrengthDate: null,
      excusedWeeks: [],
      restingHeartRates: [],
    });
    return (['da', 'en'] as const).map((locale) => JSON.stringify(presentWeekReport(report, locale)));
  });
}

it('reports of the article stay byte for byte what they were over the files of the folder', () => {
  const directory = corpusDirectory();
  const folder = createHash('sha256');
  const reports = createHash('sha256');
  let weeks = 0;
  for (const file of corpusFiles(directory)) {
    const bytes = corpusBytes(directory, file);
    if (!isFitHeader(bytes, 0)) continue;
    folder.update(file).update(createHash('sha256').update(bytes).digest());
    const outcome = decodeFit(bytes, { limits: DECODE_LIMITS, nowMs: NOW_MS });
    const said = outcome.ok ? reportsOf(outcome.recordings.map(({ recording }) => recording)) : [];
    weeks += said.length / 2;
    for (const each of said) reports.update(each);
  }
  const fingerprint = folder.digest('hex').slice(0, 16);
  const hash = reports.digest('hex');
  expect(weeks).toBeGreaterThan(0);
  const frozen = FROZEN[fingerprint];
  if (frozen === undefined) process.stdout.write(`not frozen yet: '${fingerprint}': '${hash}'\n`);
  else expect(hash).toBe(frozen);
}, 300_000);
