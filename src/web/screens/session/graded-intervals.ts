import { isIntervals, type IntervalsTarget } from '../../../domain/four-by-four/edges-for.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { SessionJson } from '../../api/contract.ts';

export interface GradedIntervals {
  readonly target: IntervalsTarget | undefined;
  readonly result: NonNullable<SessionJson['fourByFour']>;
}

/** What every target of intervals found of itself in a session; those that found no bout are left out. */
export function gradedIntervals(
  { fourByFour, intervals }: Pick<SessionJson, 'fourByFour' | 'intervals'>,
  { targets }: Pick<Prescription, 'targets'>,
): GradedIntervals[] {
  const own = targets.filter(isIntervals);
  const all =
    intervals?.map((result) => ({ target: own.find(({ id }) => id === result.target), result })) ??
    (fourByFour === null ? [] : [{ target: own[0], result: fourByFour }]);
  return all.filter(({ result }) => result.bouts.length > 0);
}

/** The one that the session fits best, the first of several that it fits alike: its bouts are those of the trace. */
export function bestFit(graded: readonly GradedIntervals[]): GradedIntervals | undefined {
  const share = ({ result: { credited, of } }: GradedIntervals): number => credited / of;
  return graded.reduce<GradedIntervals | undefined>(
    (best, each) => (best === undefined || share(each) > share(best) ? each : best),
    undefined,
  );
}
