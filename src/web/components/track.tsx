import type { JSX } from 'preact';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { bandClass } from './band-class.ts';
import './track.css';

export interface Lane {
  readonly key: string;
  readonly band: string;
  /** 0…1 of the dose. */
  readonly share: number;
}

const WIDTH = 320;
const HEIGHT = 184;
const LANE = 13;
const GAP = 3;
/** A dash that ends where one curve meets the next leaves a splinter of the next: it ends before. */
const SHORT = 0.05;

/** The dose as laps on a running track: one lane per target, from the finish line round. The words beside it say the same. */
export function Track({
  lanes,
  prescription,
  children,
}: {
  lanes: readonly Lane[];
  /** Whose bands the lanes wear; left out: that in force. */
  prescription?: Prescription;
  children?: JSX.Element;
}): JSX.Element {
  return (
    <div class="track">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {lanes.map(({ key, band, share }, index) => (
          <g key={key} class={bandClass(band, prescription)}>
            <path class="lane" d={lap(index)} />
            {share > 0 && (
              <path
                class="run"
                d={lap(index)}
                pathLength={100}
                stroke-dasharray={`${Math.min(1, share) * 100 - SHORT} 200`}
              />
            )}
          </g>
        ))}
        <path class="finish" d={finishLine(lanes.length)} />
      </svg>
      <div class="infield">{children}</div>
    </div>
  );
}

/** Counter-clockwise from the finish line at the middle of the home straight, as races are run. */
function lap(index: number): string {
  const inset = LANE / 2 + 1 + index * (LANE + GAP);
  const radius = HEIGHT / 2 - inset;
  const left = HEIGHT / 2;
  const right = WIDTH - HEIGHT / 2;
  const bottom = HEIGHT - inset;
  return `M${WIDTH / 2} ${bottom}H${right}A${radius} ${radius} 0 0 0 ${right} ${inset}H${left}A${radius} ${radius} 0 0 0 ${left} ${bottom}Z`;
}

function finishLine(lanes: number): string {
  return `M${WIDTH / 2} ${HEIGHT}v${-(lanes * (LANE + GAP) + 2)}`;
}
