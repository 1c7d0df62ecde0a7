import type { JSX } from 'preact';
import type { CellJson } from '../api/contract.ts';
import { minutes } from '../language/format.ts';
import { words } from '../language/language.ts';
import { cellClass } from './band-class.ts';
import './cell-bar.css';

/** Where every second went (Z3): one bar that is exactly the active time, and its numbers in words. */
export function CellBar({ cells }: { cells: readonly CellJson[] }): JSX.Element {
  const t = words.value;
  const some = cells.filter(({ seconds }) => seconds > 0);
  return (
    <div class="cell-bar">
      <div class="bar" aria-hidden="true">
        {some.map(({ id, seconds }) => (
          <span key={id} class={`swatch ${cellClass(id)}`} style={{ flexGrow: seconds }} />
        ))}
      </div>
      <ul>
        {some.map(({ id, seconds }) => (
          <li key={id}>
            <span class={`swatch ${cellClass(id)}`} />
            <span>{t.cells[id] ?? `${id} bpm`}</span>
            <strong>{minutes(seconds)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
