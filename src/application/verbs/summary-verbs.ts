import { addSummaryBrowser } from '../summary/add-summary-browser.ts';
import { chooseSummaryMail } from '../summary/choose-summary-mail.ts';
import { readSummaryChoice } from '../summary/read-summary-choice.ts';
import { removeSummaryBrowser } from '../summary/remove-summary-browser.ts';
import { sendSummary } from '../summary/send-summary.ts';
import { readSummaryKey, stopSummaryMail } from '../summary/stop-summary-mail.ts';
import type { AthleteVerbs } from './athlete-verbs.ts';
import type { ReportVerbs } from './report-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** The week in a few lines, on Sunday evening. */
export function summaryVerbs(
  deps: VerbDeps & Pick<AthleteVerbs, 'readAthlete'> & Pick<ReportVerbs, 'reportWeek'>,
) {
  return {
    addSummaryBrowser: addSummaryBrowser(deps),
    chooseSummaryMail: chooseSummaryMail(deps),
    readSummaryChoice: readSummaryChoice(deps),
    readSummaryKey: readSummaryKey(deps),
    removeSummaryBrowser: removeSummaryBrowser(deps),
    sendSummary: sendSummary(deps),
    stopSummaryMail: stopSummaryMail(deps),
  };
}
