import { localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import type { Target } from '../../domain/prescription/prescription.ts';
import { withPlannedDose, type PlannedDose } from '../../domain/prescription/planned-dose.ts';
import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CoachAuthor } from '../ports/coach-author.ts';
import type { ProposedPrescription, UnreadWhy } from '../ports/proposed-prescription-store.ts';
import type { Stores } from '../ports/stores.ts';
import { completePrescription } from './complete-prescription.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface ProposePrescriptionDeps {
  readonly stores: Pick<Stores, 'prescriptions' | 'proposedPrescriptions'>;
  readonly readAthlete: ReadAthlete;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface Plan extends Pick<ProposedPrescription, 'reason' | 'unread'> {
  /** Null: from today on. */
  readonly validFrom: LocalDate | null;
  readonly doses: readonly (PlannedDose & { readonly path: string })[];
}

export type ProposePrescription = (input: {
  athleteId: string;
  /** Null for whoever uses the athlete's own token. */
  author: CoachAuthor | null;
  plan: Plan;
}) => Promise<ProposedPrescription>;

const MOST_PROPOSALS = 20;
const WHY: Readonly<Record<UnreadWhy, string>> = {
  code: 'has no code that is known here (LOINC 82291-6, 82290-8, 89555-7, 68516-4, or a target of urn:zone-coach:target)',
  dose: 'has no weekly dose that its target can take',
  status: 'is over',
  resource: 'is no ServiceRequest, CarePlan or Goal',
};

/**
 * What is prescribed on a date, with the doses that another system asks for: kept for the athlete to say yes or no, and
 * nothing else (D4).
 *
 * @throws AppError `invalid_input` where no dose fits a target, or what comes of it can not be followed (P3); `conflict`
 *   beyond twenty that wait.
 */
export function proposePrescription(deps: ProposePrescriptionDeps): ProposePrescription {
  return async ({ athleteId, author, plan }) => {
    const { prescriptions, proposedPrescriptions } = deps.stores;
    const { timeZones } = await deps.readAthlete({ athleteId });
    const nowMs = deps.clock.nowMs();
    const validFrom = plan.validFrom ?? localDateAt(nowMs, timeZones);
    const history = await prescriptions.list(athleteId);
    let { targets }: { targets: readonly Target[] } = choosePrescription(history, isoWeekOf(validFrom));
    const unread = [...plan.unread];
    let fitting = 0;
    for (const { path, ...dose } of plan.doses) {
      const changed = withPlannedDose(targets, dose);
      if (changed === null) unread.push({ path, why: 'dose' });
      else {
        targets = changed;
        fitting += 1;
      }
    }
    if (fitting === 0) {
      const parts = unread.map(({ path, why }) => `${path} ${WHY[why]}`).join('; ');
      const message = `Nothing in it is a weekly dose of a target that is prescribed${parts === '' ? '' : `: ${parts}`}.`;
      throw new AppError('invalid_input', message, { field: unread[0]?.path ?? 'resourceType' });
    }
    const { reason } = plan;
    // Whoever proposes it: it is the athlete who prescribes it to themself.
    const own = { validFrom, reason, author: { userId: athleteId } };
    completePrescription('proposed', { ...own, given: { language: { targets } } }, history);
    if ((await proposedPrescriptions.list(athleteId)).length >= MOST_PROPOSALS) {
      throw new AppError('conflict', `At most ${MOST_PROPOSALS} proposals wait at a time.`);
    }
    const proposed = { id: deps.newId(), author, validFrom, reason, targets, unread, createdAtMs: nowMs };
    await proposedPrescriptions.add(athleteId, proposed);
    return proposed;
  };
}

export type ListProposedPrescriptions = (input: {
  athleteId: string;
}) => Promise<readonly ProposedPrescription[]>;

export function listProposedPrescriptions({
  stores,
}: Pick<ProposePrescriptionDeps, 'stores'>): ListProposedPrescriptions {
  return ({ athleteId }) => stores.proposedPrescriptions.list(athleteId);
}

export type RemoveProposedPrescription = (input: { athleteId: string; id: string }) => Promise<void>;

/** @throws AppError `not_found` for a proposal that does not wait. */
export function removeProposedPrescription({
  stores,
}: Pick<ProposePrescriptionDeps, 'stores'>): RemoveProposedPrescription {
  return async ({ athleteId, id }) => {
    if (!(await stores.proposedPrescriptions.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such proposal.');
    }
  };
}
