import type { JSX } from 'preact';
import { words } from '../language/language.ts';
import { go, hrefOf } from '../shell/route.ts';
import './beginnings.css';

/** The three ways in: a strap, a file, or a simulated run without any hardware. */
export function Beginnings(): JSX.Element {
  const t = words.value.beginnings;
  return (
    <ul class="beginnings no-print">
      <li>
        <a href={hrefOf('live')}>
          <strong>{t.strap}</strong>
          <span>{t.strapText}</span>
        </a>
      </li>
      <li>
        <a href={hrefOf('upload')}>
          <strong>{t.file}</strong>
          <span>{t.fileText}</span>
        </a>
      </li>
      <li>
        <button type="button" onClick={() => go('live', 'simulated')}>
          <strong>{t.simulated}</strong>
          <span>{t.simulatedText}</span>
        </button>
      </li>
    </ul>
  );
}
