import type { JSX } from 'preact';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { bandClass } from '../../components/band-class.ts';
import { prescribedTargets } from './prescription-words.ts';
import './prescribed-targets.css';

/** A prescription target by target, of nobody in particular: without anybody's own bpm. */
export function PrescribedTargets({ prescription }: { prescription: Prescription }): JSX.Element {
  return (
    <ul class="prescribed">
      {prescribedTargets(prescription).map(({ id, title, band, dose }) => (
        <li key={id} class={bandClass(id, prescription)}>
          <span class="swatch" />
          <strong>{title}</strong>
          <span class="soft">{band}</span>
          <span>{dose}</span>
        </li>
      ))}
    </ul>
  );
}
