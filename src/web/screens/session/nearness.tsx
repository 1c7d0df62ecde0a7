import type { JSX } from 'preact';
import type { DoseSoFar, KnownWeek } from '../../../domain/coaching/dose-baseline.ts';
import type { Prescription, Target } from '../../../domain/prescription/prescription.ts';
import { MINUTE_MS } from '../../../domain/units.ts';
import type { TargetJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { useSaidOnce } from '../../shell/use-said-once.ts';
import { goalOf } from '../week/goal.ts';
import './verdicts.css';

/** How far a target has come. */
export interface Near {
  readonly id: string;
  readonly credited: number;
  readonly goal: number;
  /** What is left, in words; null where nobody has said it. */
  readonly text: string | null;
}

/** How near every target of a week is, those that are still open first. */
export function Nearness({
  targets,
  prescription,
}: {
  targets: readonly Near[];
  prescription: Prescription;
}): JSX.Element {
  const sorted = targets.toSorted((a, b) => open(b) - open(a));
  const left = useSaidOnce(sorted.map(({ text }) => text));
  return (
    <ul>
      {sorted.map((near, index) => (
        <li key={near.id} class={bandClass(near.id, prescription)}>
          <span class="swatch" />
          <span class="nearness">
            <strong>{nameOf(near.id, prescription).title}</strong>
            <span
              class="numeral"
              aria-label={words.value.week.countLabel({ credited: near.credited, goal: near.goal })}
              role="img"
            >
              {near.credited}/{near.goal}
            </span>
            <span class="share" aria-hidden="true">
              <span style={{ width: `${100 * shareOf(near)}%` }} />
            </span>
            {left[index] !== null && <span class="soft">{left[index]}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** As the server's report says. */
export function nearOf(target: TargetJson): Near {
  const { id, credited, remaining } = target;
  return { id, credited, goal: goalOf(target), text: remaining?.text ?? null };
}

/** As this browser remembers the week, with the runs that the server has not heard of yet. */
export function nearOfKnown({ soFar }: Pick<KnownWeek, 'soFar'>, { targets }: Prescription): Near[] {
  return targets.flatMap((target) => {
    const known = soFar.get(target.id);
    return known === undefined
      ? []
      : [{ id: target.id, credited: creditedOf(known, target), goal: goalIn(target), text: null }];
  });
}

function creditedOf({ credited, ms }: DoseSoFar, { dose }: Target): number {
  if (dose.unit !== 'minutes') return credited.size;
  return Math.floor([...ms.values()].reduce((sum, each) => sum + each, 0) / MINUTE_MS);
}

function goalIn({ dose }: Target): number {
  return dose.unit === 'days' ? dose.maximum : dose.minimum;
}

function shareOf({ credited, goal }: Near): number {
  return goal === 0 ? 1 : Math.min(1, credited / goal);
}

/** Larger for what is open and near its goal. */
function open(near: Near): number {
  const share = shareOf(near);
  return share === 1 ? -1 : share;
}
