import { expect, test } from 'vitest';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { likelyStart } from '../../../src/web/screens/session/likely-start.ts';

const ZONES = [{ validFrom: parseLocalDate('1970-01-01')!, timeZone: 'Europe/Copenhagen' }];

test.each([
  [
    'L5: a phone three hours ahead recorded until the run arrived',
    ['2026-11-16T09:00:00Z', '2026-11-16T09:30:00Z', '2026-11-16T06:31:00Z'],
    { date: '2026-11-16', time: '07:01', isRecorded: false },
  ],
  [
    'L5: a run of forty days ago may have been then',
    ['2026-10-07T06:00:10Z', '2026-10-07T06:30:00Z', '2026-11-16T06:31:00Z'],
    { date: '2026-10-07', time: '08:00', isRecorded: true },
  ],
  [
    'L5: seconds for milliseconds are no time at all',
    ['1970-01-21T15:00:00Z', '1970-01-21T15:00:01.800Z', '2026-11-16T06:31:00Z'],
    { date: '2026-11-16', time: '07:30', isRecorded: false },
  ],
  [
    'L5: a clock that was set in between is no run of years',
    ['1970-01-01T00:00:00Z', '2026-11-01T06:00:00Z', '2026-11-16T06:31:00Z'],
    { date: '2026-11-15', time: '07:31', isRecorded: false },
  ],
])('%s', (_, [recordedFrom, recordedTo, endedAt], expected) => {
  expect(
    likelyStart({ recordedFrom: recordedFrom!, recordedTo: recordedTo!, endedAt: endedAt! }, ZONES),
  ).toEqual(expected);
});
