import { addMaxHeartRate } from '../athlete/add-max-heart-rate.ts';
import { addPrescription } from '../athlete/add-prescription.ts';
import { addThresholdHeartRate } from '../athlete/add-threshold-heart-rate.ts';
import { becomeAthlete } from '../athlete/become-athlete.ts';
import { createAthlete } from '../athlete/create-athlete.ts';
import { declineTraining } from '../athlete/decline-training.ts';
import { enterRestingHeartRate } from '../athlete/enter-resting-heart-rate.ts';
import { eraseAthlete } from '../athlete/erase-athlete.ts';
import { excuseWeek } from '../athlete/excuse-week.ts';
import { findOwnedAthlete } from '../athlete/find-owned-athlete.ts';
import { listMaxHeartRates } from '../athlete/list-max-heart-rates.ts';
import { listDeclinedPrescriptions, listPrescriptions } from '../athlete/list-prescriptions.ts';
import { listThresholdHeartRates } from '../athlete/list-threshold-heart-rates.ts';
import {
  listProposedPrescriptions,
  proposePrescription,
  removeProposedPrescription,
} from '../athlete/propose-prescription.ts';
import { readAthlete } from '../athlete/read-athlete.ts';
import { readCurrentPrescription } from '../athlete/read-current-prescription.ts';
import { readRestingHeartRate } from '../athlete/read-resting-heart-rate.ts';
import { readRestingInForce } from '../athlete/read-resting-in-force.ts';
import { removeMaxHeartRate } from '../athlete/remove-max-heart-rate.ts';
import { removeRestingHeartRate } from '../athlete/remove-resting-heart-rate.ts';
import { removeThresholdHeartRate } from '../athlete/remove-threshold-heart-rate.ts';
import { suggestMaxHeartRate } from '../athlete/suggest-max-heart-rate.ts';
import { updateAthlete } from '../athlete/update-athlete.ts';
import { withdrawExcuse } from '../athlete/withdraw-excuse.ts';
import { recompute } from '../sessions/recompute.ts';
import type { ReportVerbs } from './report-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** What an athlete is and is judged by. */
export function athleteVerbs(
  deps: VerbDeps &
    Pick<ReportVerbs, 'previewMaxHeartRate' | 'previewRestingHeartRate' | 'previewThresholdHeartRate'>,
) {
  const owned = { findOwnedAthlete: findOwnedAthlete(deps) };
  const withAthlete = { ...deps, readAthlete: readAthlete(deps) };
  return {
    addMaxHeartRate: addMaxHeartRate(deps),
    addPrescription: addPrescription(withAthlete),
    addThresholdHeartRate: addThresholdHeartRate(withAthlete),
    becomeAthlete: becomeAthlete({ ...deps, createAthlete: createAthlete(deps) }),
    createAthlete: createAthlete(deps),
    declineTraining: declineTraining({ ...deps, ...owned }),
    enterRestingHeartRate: enterRestingHeartRate(withAthlete),
    eraseAthlete: eraseAthlete(deps),
    excuseWeek: excuseWeek(deps),
    ...owned,
    listDeclinedPrescriptions: listDeclinedPrescriptions(deps),
    listMaxHeartRates: listMaxHeartRates(deps),
    listPrescriptions: listPrescriptions(deps),
    listProposedPrescriptions: listProposedPrescriptions(deps),
    listThresholdHeartRates: listThresholdHeartRates(deps),
    proposePrescription: proposePrescription(withAthlete),
    readAthlete: withAthlete.readAthlete,
    readCurrentPrescription: readCurrentPrescription(withAthlete),
    readRestingHeartRate: readRestingHeartRate(deps),
    readRestingInForce: readRestingInForce(withAthlete),
    removeMaxHeartRate: removeMaxHeartRate(deps),
    removeProposedPrescription: removeProposedPrescription(deps),
    removeRestingHeartRate: removeRestingHeartRate(deps),
    removeThresholdHeartRate: removeThresholdHeartRate(deps),
    suggestMaxHeartRate: suggestMaxHeartRate(deps),
    updateAthlete: updateAthlete({ ...withAthlete, recompute: recompute(deps) }),
    withdrawExcuse: withdrawExcuse(deps),
  };
}

export type AthleteVerbs = ReturnType<typeof athleteVerbs>;
