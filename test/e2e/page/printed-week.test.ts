import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { presentWeekReport } from '../../../src/adapters/wire/api/present-week-report.ts';
import { PRINT_STYLESHEET } from '../../../src/adapters/wire/print/print-stylesheet.ts';
import { weekPdf } from '../../../src/adapters/files/out/week-pdf.ts';
import { weekPage } from '../../../src/adapters/wire/print/week-page.ts';
import { weekSheet } from '../../../src/adapters/wire/print/week-sheet.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { sharedChromium } from '../../support/chromium.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { fourByFourOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

let browser: Browser;
beforeAll(async () => {
  const shared = await sharedChromium();
  browser = shared.browser;
  return () => shared.close();
});

/** Two short sessions on each of seven days, two of them broken 4×4: nearly every one is refused by two rules. */
const busyWeek = weekInput('2026-W47', {
  sessions: [16, 17, 18, 19, 20, 21, 22].flatMap((day) =>
    [7, 17].map((hour) =>
      sessionOf({
        start: `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00Z`,
        stretches: [
          [125, 12],
          [150, 11],
        ],
      }),
    ),
  ),
  fourByFour: (id) => (/-(17|20)T17/.test(id) ? fourByFourOf(3) : null),
});

it.each(['da', 'en'] as const)(
  'a week of fourteen refused sessions fits one sheet of paper, in %s',
  async (locale) => {
    const report = evaluateWeek(busyWeek);
    expect(report.targets.flatMap((target) => target.refusals).length).toBeGreaterThan(25);
    const page = await browser.newPage();
    await page.setContent(
      weekPage(presentWeekReport(report, locale), {
        athleteName: 'Mette',
        locale,
        reader: 'athlete',
        stylesheet: 'print.css',
      }),
    );
    await page.addStyleTag({ content: PRINT_STYLESHEET });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.close();
    const sheet = weekSheet(presentWeekReport(report, locale), {
      athleteName: 'Łucja Ørsted, Юлия',
      locale,
      reader: 'other',
    });
    const own = Buffer.from(await weekPdf(sheet));
    expect(own.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(pdfText(own)).toContain('Łucja');
  },
);
