import type { Locale } from '../../domain/athlete.ts';
import type { WeekReport } from '../../domain/week/week-report.ts';
import type { SessionView } from '../sessions/session-view.ts';

/** What an event says, in the very words of the API: the session and the week as their routes answer them. */
export interface EventPresenter {
  session(view: SessionView, locale: Locale): object;
  week(report: WeekReport, locale: Locale): WeekWords;
}

/** A week as its route answers it; targets and guards in the order of the report. */
export interface WeekWords {
  readonly targets: readonly object[];
  readonly guards: readonly object[];
  readonly basis: object;
}
