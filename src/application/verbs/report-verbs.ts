import { declinePrescription, previewDecline } from '../athlete/decline-prescription.ts';
import { previewMaxHeartRate } from '../athlete/preview-max-heart-rate.ts';
import { previewPrescription } from '../athlete/preview-prescription.ts';
import { previewRestingHeartRate } from '../athlete/preview-resting-heart-rate.ts';
import { previewThresholdHeartRate } from '../athlete/preview-threshold-heart-rate.ts';
import { explainTarget } from '../reports/explain-target.ts';
import { reportWeek, reportWeeks } from '../reports/report-week.ts';
import { createEvidenceMemory } from '../reports/evidence-memory.ts';
import { createStreakMemory } from '../reports/streak-memory.ts';
import type { VerbDeps } from './verb-deps.ts';

/** What the weeks come to, and what they would come to. */
export function reportVerbs(deps: VerbDeps) {
  const weekDeps = { ...deps, streakMemory: createStreakMemory(), evidenceMemory: createEvidenceMemory() };
  return {
    declinePrescription: declinePrescription(weekDeps),
    explainTarget: explainTarget(weekDeps),
    previewDecline: previewDecline(weekDeps),
    previewMaxHeartRate: previewMaxHeartRate(weekDeps),
    previewPrescription: previewPrescription(weekDeps),
    previewRestingHeartRate: previewRestingHeartRate(weekDeps),
    previewThresholdHeartRate: previewThresholdHeartRate(weekDeps),
    reportWeek: reportWeek(weekDeps),
    reportWeeks: reportWeeks(weekDeps),
  };
}

export type ReportVerbs = ReturnType<typeof reportVerbs>;
