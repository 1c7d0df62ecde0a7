import { describe, expect, it } from 'vitest';
import { daPage } from '../../../src/adapters/wire/messages/da/page.ts';
import { enPage } from '../../../src/adapters/wire/messages/en/page.ts';
import { renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { LOCALES } from '../../../src/domain/athlete.ts';
import { sayOnce } from '../../../src/web/language/say-once.ts';

const PAGES = { da: daPage, en: enPage };
const UNITS = ['sessions', 'days', 'minutes'] as const;

describe('what several targets out of reach end with', () => {
  it.each(LOCALES)('T9: is said once, to the athlete and to who reads of them (%s)', (locale) => {
    const { stillGood, stillGoodOfAnother } = PAGES[locale].session;
    for (const [reader, closing] of [
      ['athlete', stillGood],
      ['other', stillGoodOfAnother],
    ] as const) {
      const lines = UNITS.map((unit) =>
        renderNote({ id: `remaining.out_of_reach_${unit}`, values: { count: 3 } }, locale, reader),
      );
      const said = sayOnce([null, 'Done.', ...lines], closing);
      expect(said.slice(0, 3)).toEqual([null, 'Done.', lines[0]]);
      expect(said.slice(3).map((line) => `${line} ${closing}`)).toEqual(lines.slice(1));
    }
  });
});
