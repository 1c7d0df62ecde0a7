import type { JSX } from 'preact';
import type { StatusJson } from '../api/contract.ts';
import { words } from '../language/language.ts';
import './status-mark.css';

/** Shapes that differ without colour: a tick, a runner's arrow, an arrow falling behind, a cross, an open question. */
const SHAPES: Readonly<Record<StatusJson, string>> = {
  met: 'M4 12.5l5 5L20 6.500',
  on_track: 'M3 12h15M12 5.500l6.500 6.500-6.500 6.500',
  behind: 'M4 6l8 8 8-8M4 13l8 8 8-8',
  missed: 'M5 5l14 14M19 5L5 19',
  undetermined: 'M7.500 8.500a4.500 4.500 0 1 1 6 4.200c-1 .4-1.500 1-1.500 2.300v.5M12 19.500v.5',
};

export function StatusMark({ status, large = false }: { status: StatusJson; large?: boolean }): JSX.Element {
  return (
    <span class={large ? 'status large' : 'status'}>
      <StatusShape status={status} />
      {words.value.status[status]}
    </span>
  );
}

/** The shape alone, for where the word stands beside it. */
export function StatusShape({ status }: { status: StatusJson }): JSX.Element {
  return (
    <svg
      class="status-shape"
      data-status={status}
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
    >
      <path d={SHAPES[status]} stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
