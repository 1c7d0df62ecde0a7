import type { CoachFrame } from '../../../adapters/wire/live/live-frames.ts';
import { MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';

/** A runner on the wall; instants are of this page's own clock, in ms. */
export interface WallRunner {
  readonly athleteId: string;
  readonly name: string;
  readonly coach: CoachFrame;
  /** When the last beat came that was fresh. */
  readonly beatMs: number;
  /** What the runner was told last, and when. */
  readonly cue: { readonly id: string; readonly text: string; readonly atMs: number } | null;
}

/** Why a runner needs a word, most urgent first; `fine` needs none. */
export const WALL_NEEDS = ['ceiling', 'too_hard', 'silent', 'cue', 'fine'] as const;
export type WallNeed = (typeof WALL_NEEDS)[number];

/** A pulse older than this is not shown (R5). */
const STALE_AFTER_MS = 10 * SECOND_MS;
/** A runner of whom no beat comes leaves the wall (R5). */
const GONE_AFTER_MS = 3 * MINUTE_MS;
/** Advice that was given so long ago has been followed or not: it is no reason any more. */
const CUE_LASTS_MS = 30 * SECOND_MS;
/** Above the article's 4×4 band (G1). */
const TOO_HARD_PERCENT = 90;

/** `before` with what a frame tells, which came at `nowMs`. */
export function withCoach(
  before: WallRunner | undefined,
  told: Pick<WallRunner, 'athleteId' | 'name' | 'coach'>,
  nowMs: number,
): WallRunner {
  const { coach } = told;
  const isSameRun = before?.coach.session === coach.session;
  const isFresh = !coach.stale && coach.bpm !== null;
  return {
    ...told,
    beatMs: isFresh ? nowMs : isSameRun ? before.beatMs : nowMs - STALE_AFTER_MS,
    cue: coach.cue === undefined ? (isSameRun ? before.cue : null) : { ...coach.cue, atMs: nowMs },
  };
}

function isStale({ beatMs }: WallRunner, nowMs: number): boolean {
  return nowMs - beatMs >= STALE_AFTER_MS;
}

/** Whom a coach should speak to, and why (R5). */
export function needOf(runner: WallRunner, nowMs: number): WallNeed {
  const { coach, cue } = runner;
  if (isStale(runner, nowMs)) return 'silent';
  if (coach.ceiling?.above === true) return 'ceiling';
  if ((coach.percent ?? 0) > TOO_HARD_PERCENT) return 'too_hard';
  return cue !== null && nowMs - cue.atMs < CUE_LASTS_MS ? 'cue' : 'fine';
}

/** Who is on the wall at `nowMs`: who needs a word first, then by name, so that nobody jumps about. */
export function sortWall(
  runners: Iterable<WallRunner>,
  nowMs: number,
): { readonly runner: WallRunner; readonly need: WallNeed }[] {
  return [...runners]
    .filter(({ beatMs }) => nowMs - beatMs < GONE_AFTER_MS)
    .map((runner) => ({ runner, need: needOf(runner, nowMs) }))
    .sort(
      (a, b) =>
        WALL_NEEDS.indexOf(a.need) - WALL_NEEDS.indexOf(b.need) ||
        a.runner.name.localeCompare(b.runner.name) ||
        (a.runner.athleteId < b.runner.athleteId ? -1 : 1),
    );
}
