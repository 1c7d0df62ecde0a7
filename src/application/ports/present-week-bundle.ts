import type { Athlete, Locale } from '../../domain/athlete.ts';
import type { WeekReport } from '../../domain/week/week-report.ts';
import type { SessionView } from '../sessions/session-view.ts';

/** A week as a FHIR R4 Bundle. */
export type PresentWeekBundle = (week: {
  readonly athlete: Athlete;
  readonly report: WeekReport;
  /** Of the week, as far as the reader may see them. */
  readonly sessions: readonly SessionView[];
  readonly locale: Locale;
  readonly nowMs: number;
  /** Nothing of the week can change by time alone any more. */
  readonly isFinished: boolean;
}) => Promise<object>;
