import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { da } from '../../../src/adapters/wire/messages/da.ts';
import { en } from '../../../src/adapters/wire/messages/en.ts';
import { LABEL_IDS, MESSAGE_IDS } from '../../../src/adapters/wire/messages/message-ids.ts';
import type { MaxHeartRateSource } from '../../../src/domain/max-heart-rate/max-heart-rate.ts';
import type { RestingTrend } from '../../../src/domain/monitoring/resting.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Guard, Status } from '../../../src/domain/week/week-report.ts';
import { renderMessage, renderNote } from '../../../src/adapters/wire/messages/render.ts';

/** A piece of a parsed ICU message, as its documentation numbers them: 0 is text, 7 the `#` of a plural. */
interface Piece {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Piece[] }>>;
}

/** Arguments named by an ICU message, at any depth. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  const visit = (pieces: readonly Piece[]): void => {
    for (const { type, value, options } of pieces) {
      if (type !== 0 && type !== 7 && value !== undefined) names.add(value);
      for (const option of Object.values(options ?? {})) visit(option.value);
    }
  };
  // The parsed form is data: read as JSON, because its types are those of a package of the package.
  const ast = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
  visit(JSON.parse(JSON.stringify(ast)) as Piece[]);
  return [...names];
}

describe('the catalogue', () => {
  it('every status, reason, note, guard, plan and cue exists in both languages, and none besides', () => {
    expect(new Set(MESSAGE_IDS).size).toBe(MESSAGE_IDS.length);
    for (const catalogue of [da, en]) {
      expect(Object.keys(catalogue).sort()).toEqual([...MESSAGE_IDS].sort());
      expect(Object.values(catalogue).every((message) => message.trim() !== '')).toBe(true);
    }
  });

  it('T12: every status, target, severity and source of the types has its name in both languages', () => {
    const statuses: Record<Status, 0> = { met: 0, on_track: 0, behind: 0, missed: 0, undetermined: 0 };
    const targets = [...DEFAULT_PRESCRIPTION.targets.map(({ id }) => id), 'daily_movement'];
    const severities: Record<Guard['severity'], 0> = { note: 0, caution: 0, strong: 0 };
    const sources: Record<MaxHeartRateSource, 0> = { measured: 0, entered: 0, confirmed: 0, formula: 0 };
    const trends: Record<RestingTrend['trend'], 0> = {
      falling: 0,
      steady: 0,
      rising: 0,
      too_early: 0,
      too_few: 0,
    };
    const wanted = [
      ...Object.keys(statuses).flatMap((id) => [`label.status.${id}`, `status.${id}`]),
      ...targets.map((id) => `label.target.${id}`),
      ...Object.keys(severities).map((id) => `label.severity.${id}`),
      ...Object.keys(sources).map((id) => `label.source.${id}`),
      ...Object.keys(trends).map((id) => `resting.${id}`),
    ];
    for (const catalogue of [da, en]) expect(Object.keys(catalogue)).toEqual(expect.arrayContaining(wanted));
  });

  it.each(MESSAGE_IDS)('%s compiles in both languages; Danish uses no value that English lacks', (id) => {
    const names = argumentsOf(en[id]);
    for (const name of argumentsOf(da[id])) expect(names).toContain(name);
    const values = Object.fromEntries(
      names.map((name) => [
        name,
        name.endsWith('Date') ? '2026-11-19' : name === 'timeZone' ? 'Asia/Tokyo' : 2,
      ]),
    );
    for (const locale of ['da', 'en'] as const) {
      const text = renderNote({ id, values }, locale);
      expect(text).not.toMatch(/[{}]/);
      expect(text).toMatch(/^[\p{Lu}\d]/u);
    }
  });

  it('no text claims an effect on health', () => {
    const claims = /inflam|treat|cure|prevent|diagnos|behandl|forebyg|kurer|helbred/i;
    // The id of a target that a text chooses by is data and is not read.
    for (const catalogue of [da, en]) {
      expect(
        Object.values(catalogue).filter((message) =>
          claims.test(message.replaceAll('anti_inflammatory {', '{')),
        ),
      ).toEqual([]);
    }
  });

  it('names the light band plainly in both languages', () => {
    expect(renderMessage('label.target.anti_inflammatory', 'da')).toBe('Let daglig aktivitet');
    expect(renderMessage('label.target.anti_inflammatory', 'en')).toBe('Light daily activity');
    const names = LABEL_IDS.filter((id) => !/^label\.print/.test(id));
    expect(names.every((id) => renderMessage(id, 'da') !== '')).toBe(true);
  });
});

describe('rendering', () => {
  it('T12: durations read 29:12, from an hour on 1:15:00', () => {
    const short = { id: 'zone2.too_short', values: { inBandSeconds: 1752, neededSeconds: 1800 } };
    expect(renderNote(short, 'en')).toBe('29:12 in Zone 2, 30:00 needed.');
    expect(renderNote(short, 'da')).toBe('29:12 i Zone 2, 30:00 kræves.');
    const long = { id: 'zone2.credited_long', values: { inBandSeconds: 4500, maximumMinutes: 60 } };
    expect(renderNote(long, 'da')).toBe('1:15:00 i Zone 2: ét pas, længere end 60 min.');
  });

  it('T9: plurals and weekdays follow the language', () => {
    const values = {
      minimumMinutes: 30,
      maximumMinutes: 60,
      lowBpm: 114,
      highBpm: 133,
      byDate: '2026-11-22',
    };
    expect(renderNote({ id: 'remaining.zone2', values: { count: 1, ...values } }, 'en')).toBe(
      '1 Zone 2 session of 30–60 min at 114–133 bpm by Sunday.',
    );
    expect(renderNote({ id: 'remaining.zone2', values: { count: 2, ...values } }, 'da')).toBe(
      '2 pas i Zone 2 på 30–60 min ved 114–133 slag/min senest søndag.',
    );
    expect(renderNote({ id: 'plan.interval_4x4', values: { onDate: '2026-11-19' } }, 'da')).toBe(
      'Torsdag: 4×4.',
    );
  });

  it('fractions take the decimal sign of the language', () => {
    const note = { id: 'session.above_max', values: { maxHeartRate: 186.5 } };
    expect(renderNote(note, 'da')).toContain('186,5');
    expect(renderNote(note, 'en')).toContain('186.5');
  });

  it('an unknown id and a missing value are faults, not empty sentences', () => {
    expect(() => renderNote({ id: 'constructor' }, 'en')).toThrow('no message');
    expect(() => renderNote({ id: 'zone2.too_short' }, 'en')).toThrow();
  });
});
