import { describe, expect, it } from 'vitest';
import {
  activeAndKnown,
  decodeBytes,
  decoded,
  fixtureBytes,
  onlyRecording,
  valuesOf,
} from './decode-fixture.ts';

describe('structure of FIT files', () => {
  it('case 5: chained activities are recordings of their own; a wrong checksum in one is told', () => {
    const outcome = decoded('05-two-activities-second-bad-crc');
    expect(outcome.recordings.map(({ recording }) => valuesOf(recording).length)).toEqual([60, 60]);
    expect(outcome.recordings.every(({ recording }) => recording.facts.multisportId === null)).toBe(true);
    expect(outcome.partial).toBe(true);
    expect(outcome.warnings.map(({ code }) => code)).toEqual(['checksum']);
  });

  it.each([
    ['06-activity-settings', []],
    ['06-activity-settings-no-data', []],
    ['06-activity-settings-corrupt-header', ['stray']],
  ])('case 6: %s gives the activity', (name, warnings) => {
    const outcome = decoded(name);
    expect(outcome.recordings.map(({ recording }) => valuesOf(recording).length)).toEqual([60]);
    expect(outcome.warnings.map(({ code }) => code)).toEqual(warnings);
  });

  it('case 21: records without a session message are a recording of unknown sport', () => {
    const recording = onlyRecording('21-no-session');
    expect(recording.facts.sport).toBeNull();
    expect(activeAndKnown(recording)).toEqual({ activeS: 60, knownS: 60 });
  });

  it.each(['22-elapsed-below-timer', '22-no-start-time', '25-session-first'])(
    'Z3, case 22 and 25: %s spans its records, whatever the session says of its length',
    (name) => {
      const recording = onlyRecording(name);
      const records = valuesOf(recording).length;
      expect(activeAndKnown(recording)).toEqual({ activeS: records, knownS: records });
    },
  );

  it('Z8, case 23: a session without records is unknown time, not nothing', () => {
    expect(activeAndKnown(onlyRecording('23-no-records'))).toEqual({ activeS: 1200, knownS: 0 });
  });

  it('Z10, case 24: each leg of a multisport file is a recording, and all share one id', () => {
    const facts = decoded('24-multisport').recordings.map(({ recording }) => recording.facts);
    expect(facts.map(({ sport }) => sport)).toEqual([
      'swimming',
      'transition',
      'cycling',
      'transition',
      'running',
    ]);
    expect(facts.map(({ startMs, endMs }) => (endMs - startMs) / 1000)).toEqual([300, 60, 600, 40, 400]);
    expect(facts[2]!.startMs - facts[1]!.endMs).toBe(20_000);
    expect(new Set(facts.map(({ multisportId }) => multisportId)).size).toBe(1);
    expect(facts[0]!.multisportId).not.toBeNull();
  });

  it.each(['28-header-crc-zero', '28-header-12-bytes'])('case 28: %s is whole', (name) => {
    const outcome = decoded(name);
    expect(outcome.partial).toBe(false);
    expect(valuesOf(outcome.recordings[0]!.recording)).toHaveLength(60);
  });

  it('case 29: big-endian messages read the same', () => {
    const recording = onlyRecording('29-big-endian');
    expect(recording.facts.startMs).toBe(Date.parse('2026-11-10T08:20:00Z'));
    expect(recording.facts.device).toEqual({ name: 'Suunto', manufacturer: 'suunto', product: '9' });
    expect(valuesOf(recording)).toHaveLength(60);
  });

  it.each(['32-time-in-zone-per-lap-and-set', '33-time-in-zone-all-zero'])(
    "case 32 and 33: %s: the device's own zones change nothing",
    (name) => {
      expect(activeAndKnown(onlyRecording(name))).toEqual({ activeS: 59, knownS: 59 });
    },
  );

  it('T6: working sets with repetitions, weight and time; rests are none', () => {
    const { facts } = onlyRecording('strength-with-sets');
    expect([facts.sport, facts.subSport]).toEqual(['training', 'strength_training']);
    expect(facts.sets).toHaveLength(12);
    expect(facts.sets[0]).toEqual({ repetitions: 8, weightKg: 40, durationMs: 45_000 });
    expect(facts.sets[8]).toEqual({ repetitions: 10, weightKg: 22.5, durationMs: 45_000 });
  });

  it('device, laps and offset come with a plain run', () => {
    const { recording, extra } = decoded('run-zone2-45-min').recordings[0]!;
    expect(recording.facts.device).toMatchObject({ manufacturer: 'garmin' });
    expect(extra?.laps).toEqual([
      { startMs: recording.facts.startMs, endMs: recording.facts.startMs + 2_700_000 },
    ]);
    expect(recording.facts.utcOffsetMinutes).toBe(60);
  });

  it('the same bytes name the same recordings, other bytes others', () => {
    const [once, again, other] = ['run-4x4', 'run-4x4', 'walk-35-min'].map(
      (name) => onlyRecording(name).facts,
    );
    expect(again).toEqual(once);
    expect(other!.id).not.toBe(once!.id);
    expect(once!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['settings', 'settings'],
    ['course', 'course'],
  ])('a %s file is refused by what it is', (name, word) => {
    const outcome = decodeBytes(fixtureBytes(name));
    expect(outcome).toMatchObject({ ok: false, code: 'not_an_activity' });
    if (!outcome.ok) expect(outcome.message).toContain(word);
  });
});
