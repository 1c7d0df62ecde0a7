import type { JSX } from 'preact';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { CellJson } from '../api/contract.ts';
import { minutes } from '../language/format.ts';
import { cellLook } from './cell-look.ts';
import './cell-bar.css';

/** Where every second went (Z3): one bar that is exactly the active time, and its numbers in words. */
export function CellBar({
  cells,
  bands,
  prescription,
}: {
  cells: readonly CellJson[];
  bands: Parameters<typeof cellLook>[1];
  /** By which the time was judged. */
  prescription: Prescription;
}): JSX.Element {
  const some = cells
    .filter(({ seconds }) => seconds > 0)
    .map((cell) => ({ ...cell, ...cellLook(cell.id, bands, prescription) }));
  return (
    <div class="cell-bar">
      <div class="bar" aria-hidden="true">
        {some.map(({ id, seconds, look }) => (
          <span key={id} class={`swatch ${look}`} style={{ flexGrow: seconds }} />
        ))}
      </div>
      <ul>
        {some.map(({ id, seconds, look, name }) => (
          <li key={id}>
            <span class={`swatch ${look}`} />
            <span>{name}</span>
            <strong>{minutes(seconds)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
