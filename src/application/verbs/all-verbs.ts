import { athleteVerbs } from './athlete-verbs.ts';
import { peopleVerbs } from './people-verbs.ts';
import { planVerbs } from './plan-verbs.ts';
import { recordingVerbs } from './recording-verbs.ts';
import { reportVerbs } from './report-verbs.ts';
import { sourceVerbs } from './source-verbs.ts';
import { summaryVerbs } from './summary-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';
import { webhookVerbs } from './webhook-verbs.ts';

/** Every verb of the product. What another needs is made first. */
export function allVerbs(deps: VerbDeps) {
  const reports = reportVerbs(deps);
  const athlete = athleteVerbs({ ...deps, ...reports });
  const recordings = recordingVerbs({ ...deps, ...athlete });
  const before = { ...deps, ...reports, ...athlete, ...recordings };
  return {
    ...reports,
    ...athlete,
    ...recordings,
    ...sourceVerbs(before),
    ...planVerbs(before),
    ...peopleVerbs(before),
    ...webhookVerbs(before),
    ...summaryVerbs(before),
  };
}

export type Verbs = ReturnType<typeof allVerbs>;
