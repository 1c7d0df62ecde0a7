import type { JSX } from 'preact';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { MaxHeartRatePreviewJson } from '../api/contract.ts';
import { StatusMark } from './status-mark.tsx';
import { words } from '../language/language.ts';
import { readableChange, type ReadableChange } from './change-words.ts';
import './preview-weeks.css';

/** Now and then side by side, newest week first: the verdicts that differ, and on request every other number. */
export function PreviewWeeks({
  preview,
  drafted,
}: {
  preview: MaxHeartRatePreviewJson;
  /** What is previewed, where that is a prescription. */
  drafted?: Prescription;
}): JSX.Element {
  const t = words.value.maxHeartRate;
  if (preview.weeks.length === 0) return <p>{t.noChange}</p>;
  return (
    <ol class="preview-weeks">
      {[...preview.weeks].reverse().map((week) => (
        <PreviewWeek key={week.week} {...week} {...(drafted && { drafted })} />
      ))}
    </ol>
  );
}

function PreviewWeek({
  week,
  before,
  after,
  changes,
  drafted,
}: MaxHeartRatePreviewJson['weeks'][number] & { drafted?: Prescription }): JSX.Element {
  const t = words.value.maxHeartRate;
  const readable = changes.map((change) => readableChange(change, drafted));
  const verdicts = readable.filter(({ isVerdict }) => isVerdict);
  const numbers = readable.filter(({ isVerdict }) => !isVerdict);
  return (
    <li>
      <header class="row">
        <h4>{words.value.week.weekNumber({ week: Number(week.slice(6)) })}</h4>
        <StatusMark status={before.status} />
        <span class="preview-becomes">
          <span aria-label={t.becomes}>→</span>
          <StatusMark status={after.status} />
        </span>
      </header>
      {verdicts.length === 0 ? (
        <p class="soft">{t.sameVerdicts}</p>
      ) : (
        <ChangeTable changes={verdicts} caption={t.changedVerdicts} />
      )}
      {numbers.length > 0 && (
        <details>
          <summary>{t.otherNumbers({ n: numbers.length })}</summary>
          <ChangeTable changes={numbers} caption={t.otherNumbers({ n: numbers.length })} />
        </details>
      )}
    </li>
  );
}

function ChangeTable({
  changes,
  caption,
}: {
  changes: readonly ReadableChange[];
  caption: string;
}): JSX.Element {
  const t = words.value.maxHeartRate;
  return (
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.what}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ what, before, after }, index) => (
          <tr key={index}>
            <th scope="row">{what}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
