import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { toArticleNumbers } from '../../../domain/prescription/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import { isPrescribedByAnother, type Prescription } from '../../../domain/prescription/prescription.ts';
import { bandClass } from '../../components/band-class.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { basisInForce, prescriptionInForce, prescriptions, today } from '../../shell/athlete.ts';
import { BandBars } from './band-bars.tsx';
import { LanguageEditor } from './language-editor.tsx';
import { prescriberOf } from '../../components/prescriber-of.ts';
import { PrescribedBy } from './prescribed-by.tsx';
import { PrescribedTargets } from './prescribed-targets.tsx';
import { Proposals } from './proposals.tsx';
import { prescribedTargets, prescriptionChanges } from './prescription-words.ts';

/** What is prescribed this week (T15), how it came to be, and a way to change it. */
export function PrescriptionSection(): JSX.Element {
  const t = words.value.prescription;
  const [editing, setEditing] = useState(false);
  const current = prescriptionInForce();
  return (
    <section class="card wide stack" aria-labelledby="prescription">
      <h2 id="prescription">{t.title}</h2>
      <Proposals current={current} />
      <ul class="prescription">
        {prescribedTargets(current).map(({ id, title, band, bpm, dose, scope }) => (
          <li key={id} class={bandClass(id, current)}>
            <span class="swatch" />
            <strong>{title}</strong>
            <span class="soft">
              {band} {bpm !== '' && <span class="small">({bpm})</span>}
            </span>
            <span class="dose-words">
              {dose}
              {scope !== '' && <span class="soft small"> {scope}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p class="soft">
        {current.id === DEFAULT_PRESCRIPTION.id ? t.default : t.since({ date: fullDate(current.validFrom) })}
        {current.reason !== null && !isPrescribedByAnother(current) && ` “${current.reason}”`}
      </p>
      <PrescribedBy prescription={current} />
      {prescriptions.value
        .filter((each) => each.id !== current.id && each.validFrom > today() && isPrescribedByAnother(each))
        .map((each) => (
          <div key={each.id} class="stack tight">
            <PrescribedBy prescription={each} />
            <PrescribedTargets prescription={each} />
          </div>
        ))}
      {toArticleNumbers(current) === null && <BandBars prescription={current} basis={basisInForce()} />}
      {editing ? (
        <LanguageEditor current={current} onClosed={() => setEditing(false)} />
      ) : (
        <div class="row">
          <button type="button" class="button" onClick={() => setEditing(true)}>
            {t.change}
          </button>
        </div>
      )}
      {prescriptions.value.length > 0 && <History />}
    </section>
  );
}

function History(): JSX.Element {
  const t = words.value.prescription;
  const ascending = [...prescriptions.value].sort((a, b) => a.validFrom.localeCompare(b.validFrom));
  const before = (index: number): Prescription => ascending[index - 1] ?? DEFAULT_PRESCRIPTION;
  return (
    <details>
      <summary>{t.history({ n: ascending.length })}</summary>
      <ol class="plain-list">
        {ascending
          .map((each, index) => (
            <li key={each.id} class="stack tight">
              <strong>{t.from + ' ' + fullDate(each.validFrom)}</strong>
              {isPrescribedByAnother(each) && <p class="soft">{prescriberOf(each)}</p>}
              {each.reason !== null && <p>“{each.reason}”</p>}
              {prescriptionChanges(before(index), each).map((change) => (
                <p key={change} class="soft">
                  {change}
                </p>
              ))}
            </li>
          ))
          .reverse()}
      </ol>
    </details>
  );
}
