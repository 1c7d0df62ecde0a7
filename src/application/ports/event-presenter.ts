import type { Locale } from '../../domain/athlete.ts';
import type { WeekReport } from '../../domain/week/week-report.ts';
import type { Grant } from './grant-store.ts';
import type { SessionView } from '../sessions/session-view.ts';

/** What an event says, in the very words of the API: the session, the week and the grant as their routes answer them. */
export interface EventPresenter {
  session(view: SessionView, locale: Locale): object;
  week(report: WeekReport, locale: Locale): WeekWords;
  grant(grant: Grant, nowMs: number): object;
}

/** A week as its route answers it; targets, guards and sessions above the ceiling in the order of the report. */
export interface WeekWords {
  readonly targets: readonly object[];
  readonly guards: readonly object[];
  readonly basis: object;
  readonly ceiling?: { readonly sessions: readonly object[] };
}
