import { presentSession } from '../adapters/wire/api/present-session.ts';
import { presentWeekReport } from '../adapters/wire/api/present-week-report.ts';
import { weekBundle } from '../adapters/wire/fhir/week-bundle.ts';
import { weekPage } from '../adapters/wire/print/week-page.ts';
import { weekSheet, type WeekSheet } from '../adapters/wire/print/week-sheet.ts';
import type { PresentWeekBundle } from '../application/ports/present-week-bundle.ts';

/** A clinician, whoever fetches it. */
const READER = 'other';

/** The Bundle says what the API's own answers say, and shows the printed week as PDF and as page. */
export function presentWeekBundle(printPdf: (sheet: WeekSheet) => Promise<Uint8Array>): PresentWeekBundle {
  return async ({ athlete, sessions, locale, ...week }) => {
    const report = presentWeekReport(week.report, locale, READER);
    const options = { athleteName: athlete.name, locale, reader: READER } as const;
    const page = weekPage(report, { ...options, stylesheet: '/v1/reports/print.css' });
    const pdf = await printPdf(weekSheet(report, options));
    return weekBundle({
      ...week,
      athlete,
      report,
      sessions: sessions.map((view) => presentSession(view, locale, READER)),
      printed: [
        { contentType: 'application/pdf', base64: Buffer.from(pdf).toString('base64') },
        { contentType: 'text/html', base64: Buffer.from(page).toString('base64') },
      ],
      locale,
    });
  };
}
