import type { JSX } from 'preact';
import type { Dose, Target } from '../../../domain/prescription/prescription.ts';
import { locale, words } from '../../language/language.ts';
import { EdgeFields } from './edge-fields.tsx';
import type { FormPart } from './form-part.ts';
import { DOSE_UNITS, doseOf } from './language-draft.ts';

/** What a week is to bring of a target: in which band, in what it is counted, how often and for how long. */
export function DoseFields({
  part,
  path,
  target: { band, dose },
}: {
  part: FormPart;
  path: string;
  target: Target;
}): JSX.Element {
  const t = words.value.prescription.form;
  const number = (field: string, label: string, value: number | null, scale = 1): JSX.Element => (
    <Numeral part={part} path={`${path}.dose.${field}`} label={label} value={value} scale={scale} />
  );
  return (
    <>
      <label class="field">
        <span>{t.band}</span>
        <select
          value={typeof band === 'string' ? band : ''}
          aria-invalid={part.isFaulty(`${path}.band`)}
          onChange={({ currentTarget }) =>
            part.change(`${path}.band`, currentTarget.value === '' ? null : currentTarget.value)
          }
        >
          {typeof band === 'string' || band === null || <option value="">{t.ownEdge}</option>}
          {band === null && <option value="">{t.noBand}</option>}
          {part.content.bands.flatMap(({ id, name, high }) => [
            <option key={id} value={id}>
              {name[locale.value]}
            </option>,
            ...(high === null
              ? []
              : [
                  <option key={`above ${id}`} value={`at_or_above:${id}`}>
                    {t.andAbove({ name: name[locale.value] })}
                  </option>,
                ]),
          ])}
        </select>
      </label>
      <label class="field">
        <span>{t.countedIn}</span>
        <select
          value={dose.unit}
          onChange={({ currentTarget }) =>
            part.change(`${path}.dose`, doseOf(currentTarget.value as Dose['unit']))
          }
        >
          {DOSE_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {t.units[unit]}
            </option>
          ))}
        </select>
      </label>
      {number('minimum', t.minimum, dose.minimum)}
      {dose.maximum !== null && number('maximum', t.maximum, dose.maximum)}
      {(dose.unit === 'sessions' || dose.unit === 'days') &&
        number('seconds.least', t.least, dose.seconds.least, 60)}
      {(dose.unit === 'sessions' || dose.unit === 'days') &&
        dose.seconds.most !== null &&
        number('seconds.most', t.most, dose.seconds.most, 60)}
      {dose.unit === 'intervals' && (
        <>
          {number('structure.reps', t.reps, dose.structure.reps)}
          {number('structure.work.least', t.workLeast, dose.structure.work.least)}
          {number('structure.work.most', t.workMost, dose.structure.work.most)}
          {number('structure.work.effort', t.effort, dose.structure.work.effort)}
          {number('structure.recovery.least', t.recoveryLeast, dose.structure.recovery.least)}
          {number('structure.recovery.most', t.recoveryMost, dose.structure.recovery.most)}
          <EdgeFields
            part={part}
            path={`${path}.dose.structure.floor`}
            label={t.floor}
            edge={dose.structure.floor}
          />
        </>
      )}
    </>
  );
}

/** A whole number of the draft; `scale` seconds are one of what is shown. */
function Numeral({
  part,
  path,
  label,
  value,
  scale,
}: {
  part: FormPart;
  path: string;
  label: string;
  value: number | null;
  scale: number;
}): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        inputMode="numeric"
        autocomplete="off"
        aria-invalid={part.isFaulty(path)}
        value={value === null || Number.isNaN(value) ? '' : value / scale}
        onInput={({ currentTarget: { value: text } }) =>
          part.change(path, text.trim() === '' ? NaN : scale * Number(text))
        }
      />
    </label>
  );
}
