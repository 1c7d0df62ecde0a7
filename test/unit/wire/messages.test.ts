import { describe, expect, it } from 'vitest';
import { daDocuments } from '../../../src/adapters/wire/messages/da/documents.ts';
import { daNames } from '../../../src/adapters/wire/messages/da/names.ts';
import { daPage } from '../../../src/adapters/wire/messages/da/page.ts';
import { daSentences } from '../../../src/adapters/wire/messages/da/sentences.ts';
import { enDocuments } from '../../../src/adapters/wire/messages/en/documents.ts';
import { enNames } from '../../../src/adapters/wire/messages/en/names.ts';
import { enPage } from '../../../src/adapters/wire/messages/en/page.ts';
import { enSentences } from '../../../src/adapters/wire/messages/en/sentences.ts';
import { compileMessage, messagesIn } from '../../../src/adapters/wire/messages/icu.ts';
import { LABEL_IDS, MESSAGE_IDS } from '../../../src/adapters/wire/messages/message-ids.ts';
import type { MaxHeartRateSource } from '../../../src/domain/max-heart-rate/max-heart-rate.ts';
import type { RestingTrend } from '../../../src/domain/monitoring/resting.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Guard, Status } from '../../../src/domain/week/week-report.ts';
import { renderMessage, renderNote } from '../../../src/adapters/wire/messages/render.ts';

const da = { ...daNames, ...daSentences, ...daDocuments };
const en = { ...enNames, ...enSentences, ...enDocuments };

/** Arguments named by an ICU message, at any depth. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  const visit = (piece: unknown): void => {
    if (!Array.isArray(piece)) return;
    const [name, , branches] = piece as readonly unknown[];
    if (typeof name === 'string') names.add(name);
    for (const branch of Object.values(branches ?? {})) visitAll(branch);
  };
  const visitAll = (pieces: unknown): void => {
    if (Array.isArray(pieces)) pieces.forEach(visit);
  };
  visitAll(compileMessage(message));
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

  it.each([
    ['da', /\b(?:du|dig|din|dit|dine)\b/i],
    ['en', /\byou(?:rs?)?\b/i],
  ] as const)('another reader than the athlete is never spoken to in %s', (locale, you) => {
    // Advice to the athlete alone: cues, what their own forms answer, and mails.
    const own = /^(?:cue|prescription|mail|summary)\./;
    const spoken = MESSAGE_IDS.filter((id) => !own.test(id)).filter((id) => {
      const values = Object.fromEntries(argumentsOf({ da, en }[locale][id]).map((name) => [name, 2]));
      return you.test(renderNote({ id, values }, locale, 'other'));
    });
    expect(spoken).toEqual([]);
    expect(renderNote({ id: 'resting.steady' }, locale)).toMatch(you);
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

/** Every word of the page, by its path; a message with each value 2. */
function pageWords(words: unknown, path: string): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') {
    const say = words as (values: object) => string;
    return [[path, say(new Proxy({}, { get: () => 2, has: () => true }))]];
  }
  return Object.entries(words ?? {}).flatMap(([key, word]) => pageWords(word, `${path}.${key}`));
}

describe('a message of the page', () => {
  it.each([
    ['da', daPage],
    ['en', enPage],
  ])('is whole in %s', (locale, page) => {
    const words = pageWords(page, locale);
    expect(words.length).toBeGreaterThan(500);
    expect(words.filter(([, text]) => /[{}]|undefined/.test(text))).toEqual([]);
  });

  const message = messagesIn('da-DK');

  it('is a function of its values, with the plural of its language', () => {
    const days = message('{days, plural, =0 {i dag} one {# dag} other {# dage}} til {name}');
    expect(days({ days: 0, name: 'Ida' })).toBe('i dag til Ida');
    expect(days({ days: 1, name: 'Ida' })).toBe('1 dag til Ida');
    expect(days({ days: 1200, name: 'Ida' })).toBe('1.200 dage til Ida');
  });

  it('takes neither less nor anything else than it names', () => {
    const range = message('{low}–{high} slag/min');
    expect(range({ low: 120, high: 140 })).toBe('120–140 slag/min');
    // @ts-expect-error -- a value is missing
    expect(() => range({ low: 120 })).toThrow('high');
    // @ts-expect-error -- a value that the message has not
    expect(range({ low: 120, high: 140, middle: 130 })).toBe('120–140 slag/min');
    const days = message('{days, plural, one {# dag} other {# dage}}');
    // @ts-expect-error -- a plural is chosen by a number
    expect(() => days({ days: '2' })).toThrow('number');
  });
});
