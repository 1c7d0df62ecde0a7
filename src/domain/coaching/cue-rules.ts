import type { AthleteFlag } from '../athlete.ts';
import type { BpmRange } from '../bands/band.ts';
import { byBasis } from '../bands/by-basis.ts';
import { lowestAbove } from '../bands/band.ts';
import type { HeartBasis } from '../bands/heart-basis.ts';
import { edgesOfIntervals, isIntervals } from '../four-by-four/edges-for.ts';
import type { FourByFourEdges } from '../four-by-four/four-by-four.ts';
import type { FourByFourPhase } from '../four-by-four/four-by-four-phase.ts';
import type { Prescription, Target } from '../prescription/prescription.ts';
import { targetOfIntent, type Intent } from '../intent.ts';
import { targetRanges } from '../targets/ranges.ts';
import { SECOND_MS } from '../units.ts';

/** In order of urgency: when several are due, the first is said. */
export const CUE_IDS = [
  'cue.interval.ease_off',
  'cue.check_strap',
  'cue.hard.wind_down',
  'cue.interval.hold_back',
  'cue.hard.note',
  'cue.zone2.slow_down',
  'cue.anti_inflammatory.slow_down',
  'cue.band.slow_down',
  'cue.interval.break_easier',
  'cue.interval.build_up',
  'cue.zone2.speed_up',
  'cue.anti_inflammatory.speed_up',
  'cue.band.speed_up',
] as const;
export type CueId = (typeof CUE_IDS)[number];

/** What the cues are measured by: fixed as long as intent, prescription and basis are. */
export interface CueSettings {
  readonly intent: Intent;
  readonly prescription: Pick<Prescription, 'bands' | 'targets'>;
  /** Without a max heart rate there are no cues (M1). */
  readonly basis: HeartBasis;
  readonly flags: readonly AthleteFlag[];
}

/** A limit of which one side is out of line (C). */
export interface CueRule {
  readonly id: CueId;
  /** How long it must be out of line before it is said. */
  readonly dwellMs: number;
  /** Never said to an athlete whose heart rate is limited (M7). */
  readonly pushesHarder: boolean;
  /** Said also in the first 90 s of a work step. */
  readonly tooHard: boolean;
  /** `margin` bpm further in: what must be left behind before the cue is armed again. */
  readonly isOut: (bpm: number, margin: number, phase: FourByFourPhase | null) => boolean;
}

const EASE_OFF_PERCENT = 95;
const BUILD_UP_SECONDS = 120;
const BREAK_MS = 90 * SECOND_MS;

/**
 * The cues that follow an intent: the target of the prescription that it names. Every intent has the strap's (G6) and
 * `cue.hard.*`, which are no limits on bpm (G4).
 */
export function cueRules({ intent, prescription, basis }: Omit<CueSettings, 'flags'>): readonly CueRule[] {
  if (basis.maxBpm === null) return [];
  const wanted = targetOfIntent(intent);
  const target = prescription.targets.find(({ id }) => id === wanted);
  return target === undefined ? [strapRule(basis.maxBpm)] : rulesOfTarget(prescription, target, basis);
}

/** Kept once for all streams that are coached by them. */
const rulesOfTarget = byBasis((prescription, target: Target, basis): readonly CueRule[] => {
  const maxHeartRateBpm = basis.maxBpm!;
  const strap = strapRule(maxHeartRateBpm);
  if (isIntervals(target)) {
    const edges = edgesOfIntervals(prescription, target, basis);
    return edges === null ? [strap] : [strap, ...intervalRules(edges, maxHeartRateBpm)];
  }
  const ranges = targetRanges(prescription, target, basis);
  const words = target.id === 'zone2' || target.id === 'anti_inflammatory' ? target.id : 'band';
  return ranges === null
    ? [strap]
    : [strap, ...steadyRules(ranges.within, `cue.${words}.slow_down`, `cue.${words}.speed_up`)];
});

function strapRule(maxHeartRateBpm: number): CueRule {
  return above('cue.check_strap', maxHeartRateBpm + 1, 30);
}

function steadyRules({ lowBpm, highBpm }: BpmRange, slowDown: CueId, speedUp: CueId): CueRule[] {
  return [
    above(slowDown, highBpm + 1, 30),
    {
      id: speedUp,
      dwellMs: 60 * SECOND_MS,
      pushesHarder: true,
      tooHard: false,
      isOut: (bpm, margin) => bpm < lowBpm + margin,
    },
  ];
}

function intervalRules({ workBpm, floorBpm, aboveBpm }: FourByFourEdges, maxHeartRateBpm: number): CueRule[] {
  return [
    above('cue.interval.ease_off', lowestAbove(EASE_OFF_PERCENT, maxHeartRateBpm), 15),
    above('cue.interval.hold_back', aboveBpm, 20),
    {
      // Still, and not again: whoever has begun the next interval is no longer in the break, also before it is seen.
      id: 'cue.interval.break_easier',
      dwellMs: BREAK_MS,
      pushesHarder: false,
      tooHard: false,
      isOut: (bpm, margin, phase) => phase?.phase === 'recovery' && bpm >= floorBpm - margin,
    },
    {
      id: 'cue.interval.build_up',
      dwellMs: 0,
      pushesHarder: true,
      tooHard: false,
      isOut: (bpm, margin, phase) =>
        phase?.phase === 'work' && phase.elapsedSeconds >= BUILD_UP_SECONDS && bpm < workBpm + margin,
    },
  ];
}

/** At or above a bpm for some time. */
function above(id: CueId, firstBpm: number, dwellSeconds: number): CueRule {
  return {
    id,
    dwellMs: dwellSeconds * SECOND_MS,
    pushesHarder: false,
    tooHard: id !== 'cue.check_strap',
    isOut: (bpm, margin) => bpm >= firstBpm - margin,
  };
}
