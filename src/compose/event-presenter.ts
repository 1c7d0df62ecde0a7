import { presentGrant } from '../adapters/wire/api/grant.ts';
import { presentSession } from '../adapters/wire/api/present-session.ts';
import { presentWeekReport } from '../adapters/wire/api/present-week-report.ts';
import type { EventPresenter } from '../application/ports/event-presenter.ts';

/** Events say a session, a week and a grant as the API's own answers do. */
export const eventPresenter: EventPresenter = {
  session: presentSession,
  week: presentWeekReport,
  grant: presentGrant,
};
