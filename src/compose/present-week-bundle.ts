import { presentSession } from '../adapters/wire/api/present-session.ts';
import { presentWeekReport } from '../adapters/wire/api/present-week-report.ts';
import { weekBundle } from '../adapters/wire/fhir/week-bundle.ts';
import { weekPage } from '../adapters/wire/print/week-page.ts';
import type { PresentWeekBundle } from '../application/ports/present-week-bundle.ts';

/** A clinician, whoever fetches it. */
const READER = 'other';

/** The Bundle says what the API's own answers say, and shows the printed page. */
export const presentWeekBundle: PresentWeekBundle = ({ athlete, sessions, locale, ...week }) => {
  const report = presentWeekReport(week.report, locale, READER);
  const stylesheet = '/v1/reports/print.css';
  const printed = weekPage(report, { athleteName: athlete.name, locale, reader: READER, stylesheet });
  return weekBundle({
    ...week,
    athlete,
    report,
    sessions: sessions.map((view) => presentSession(view, locale, READER)),
    printedBase64: Buffer.from(printed).toString('base64'),
    locale,
  });
};
