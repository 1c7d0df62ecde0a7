import { presentSession } from '../adapters/wire/api/present-session.ts';
import { presentWeekReport } from '../adapters/wire/api/present-week-report.ts';
import type { EventPresenter } from '../application/ports/event-presenter.ts';

/** Events say a session and a week as the API's own answers do. */
export const eventPresenter: EventPresenter = { session: presentSession, week: presentWeekReport };
