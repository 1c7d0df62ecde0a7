import { encodeFitWorkout } from '../adapters/files/out/encode-fit-workout.ts';
import { encodeSession } from '../adapters/files/out/encode-session.ts';
import type { PdfPrinter } from '../adapters/files/pdf-printer.ts';
import { narrowToAthlete } from '../adapters/postgres/request-scope.ts';
import { allVerbs, type Verbs } from '../application/verbs/all-verbs.ts';
import type { VerbDeps } from '../application/verbs/verb-deps.ts';
import { eventPresenter } from './event-presenter.ts';
import { presentWeekBundle } from './present-week-bundle.ts';
import { sessionSummary } from './session-summary.ts';

/** Every verb of the product, with the formats that others read. */
export function createVerbs(
  deps: Omit<
    VerbDeps,
    | 'encodeSession'
    | 'encodeWorkout'
    | 'eventPresenter'
    | 'narrowToAthlete'
    | 'presentWeekBundle'
    | 'sessionSummary'
  > & { readonly printPdf: PdfPrinter['print'] },
): Verbs {
  const { printPdf, ...rest } = deps;
  return allVerbs({
    ...rest,
    encodeSession,
    encodeWorkout: encodeFitWorkout,
    eventPresenter,
    narrowToAthlete,
    presentWeekBundle: presentWeekBundle(printPdf),
    sessionSummary,
  });
}
