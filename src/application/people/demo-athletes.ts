import { MINUTE_MS } from '../../domain/units.ts';
import { drawSimulatedRun, type SimulatedRun } from '../../domain/simulated-heart/simulated-run.ts';

/** What becomes of a believable fortnight, so that a roster has every kind of line. */
type Habit = 'diligent' | 'busy' | 'silent' | 'too_hard' | 'new';

export interface DemoAthlete {
  readonly name: string;
  readonly maxBpm: number;
  readonly habit: Habit;
}

/** How much of the prescribed effort each habit brings. */
const TOO_HARD = 1.09;
const SILENT_FOR_MS = 8 * 24 * 60 * MINUTE_MS;

/** Twenty invented people; ages, and so maxima, as in a clinic of grown-ups. */
export const DEMO_ATHLETES: readonly DemoAthlete[] = (
  [
    ['Agnes Holm', 171, 'diligent'],
    ['Bjarne Friis', 158, 'busy'],
    ['Clara Winther', 188, 'diligent'],
    ['Dagmar Bech', 164, 'silent'],
    ['Emil Krogh', 192, 'too_hard'],
    ['Freja Dahl', 185, 'diligent'],
    ['Gorm Lassen', 160, 'busy'],
    ['Hanne Juhl', 167, 'diligent'],
    ['Ivan Skov', 176, 'busy'],
    ['Julie Brandt', 190, 'diligent'],
    ['Karl Vinding', 169, 'silent'],
    ['Lone Munk', 173, 'busy'],
    ['Mads Toft', 186, 'too_hard'],
    ['Nora Kjær', 181, 'diligent'],
    ['Oluf Bang', 156, 'busy'],
    ['Petra Lind', 178, 'diligent'],
    ['Rolf Ager', 174, 'busy'],
    ['Signe Vang', 183, 'diligent'],
    ['Thea Lund', 187, 'new'],
    ['Viggo Ravn', 170, 'diligent'],
  ] as const
).map(([name, maxBpm, habit]) => ({ name, maxBpm, habit }));

/** The max heart rate that a habit runs by: higher than the athlete's own where everything is too hard. */
export function effortMaxBpm({ maxBpm, habit }: DemoAthlete): number {
  return Math.round(maxBpm * (habit === 'too_hard' ? TOO_HARD : 1));
}

/** The runs of a fortnight that an athlete of this habit did by `nowMs`. */
export function runsOf(
  athlete: DemoAthlete,
  runs: readonly SimulatedRun[],
  nowMs: number,
): readonly SimulatedRun[] {
  const { habit } = athlete;
  switch (habit) {
    case 'diligent':
      return runs;
    // A hard run each time: 90 minutes of them in seven days are too many (G2).
    case 'too_hard':
      return runs.map(({ endMs, seed }) =>
        drawSimulatedRun({ planId: '4x4', maxBpm: effortMaxBpm(athlete), endMs, seed }),
      );
    case 'busy':
      return runs.filter((_run, index) => index % 2 === 0);
    case 'silent':
      return runs.filter(({ endMs }) => endMs < nowMs - SILENT_FOR_MS);
    case 'new':
      return [];
  }
}
