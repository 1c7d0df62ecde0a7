import type { JSX } from 'preact';
import type { CoachFrame } from '../../../adapters/wire/live/live-frames.ts';
import { bandClass } from '../../components/band-class.ts';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { prescriptionOfRun } from '../../live/live-view.ts';
import './band-times.css';

/** This run so far, band by band: colour and pattern as everywhere, the name for whoever can't see them. */
export function BandTimes({ seconds }: { seconds: CoachFrame['seconds'] }): JSX.Element {
  const prescription = prescriptionOfRun();
  return (
    <ul class="band-times" aria-label={words.value.live.timesLabel}>
      {Object.entries(seconds).map(([id, spent]) => (
        <li key={id} data-band={id}>
          <span class={`swatch ${bandClass(id, prescription)}`} />
          <span class="visually-hidden">{nameOf(id, prescription).title}: </span>
          <span class="numeral">{clock(spent)}</span>
        </li>
      ))}
    </ul>
  );
}
