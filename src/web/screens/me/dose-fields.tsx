import type { JSX } from 'preact';
import type { Dose, Target } from '../../../domain/prescription/prescription.ts';
import { locale, words } from '../../language/language.ts';
import { EdgeFields } from './edge-fields.tsx';
import type { FormPart } from './form-part.ts';
import { describedBy, ToldField } from './told-field.tsx';
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
  const hasOwnEdge = band !== null && typeof band !== 'string';
  const hasAbove = part.content.bands.some(({ id, high }) => id === band && high !== null);
  const number = (
    field: string,
    label: string,
    value: number | null | undefined,
    { scale = 1, blank = NaN }: Partial<Pick<NumeralProps, 'scale' | 'blank'>> = {},
  ): JSX.Element => (
    <Numeral
      part={part}
      path={`${path}.dose.${field}`}
      label={label}
      value={value}
      scale={scale}
      blank={blank}
    />
  );
  return (
    <>
      <ToldField {...(!hasOwnEdge && { told: { part, path: `${path}.band` } })}>
        <label class="field">
          <span>{t.band}</span>
          <select
            value={typeof band === 'string' ? band : ''}
            {...(hasOwnEdge ? {} : describedBy(part, `${path}.band`))}
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
      </ToldField>
      {hasOwnEdge && (
        <EdgeFields
          part={part}
          path={`${path}.band.atOrAbove`}
          label={words.value.prescription.low}
          edge={band.atOrAbove}
        />
      )}
      <ToldField>
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
      </ToldField>
      {number('minimum', t.minimum, dose.minimum)}
      {dose.unit === 'minutes'
        ? number('maximum', t.maximumIfAny, dose.maximum, { blank: null })
        : number('maximum', t.maximum, dose.maximum)}
      {(dose.unit === 'sessions' || dose.unit === 'days') &&
        number('seconds.least', t.least, dose.seconds.least, { scale: 60 })}
      {(dose.unit === 'sessions' || dose.unit === 'days') &&
        number('seconds.most', t.mostIfAny, dose.seconds.most, { scale: 60, blank: null })}
      {dose.unit === 'sessions' && hasAbove && (
        <Numeral
          part={part}
          path={`${path}.dose.cap`}
          label={t.capIfAny}
          value={dose.cap?.aboveBand}
          scale={0.01}
          blank={undefined}
          asValue={(aboveBand) => ({ aboveBand })}
        />
      )}
      {dose.unit === 'intervals' && (
        <>
          {number('structure.reps', t.reps, dose.structure.reps)}
          {number('structure.work.least', t.workLeast, dose.structure.work.least)}
          {number('structure.work.most', t.workMost, dose.structure.work.most)}
          {number('structure.work.effort', t.effort, dose.structure.work.effort)}
          {number('structure.recovery.least', t.recoveryLeast, dose.structure.recovery.least)}
          {number('structure.recovery.most', t.recoveryMost, dose.structure.recovery.most)}
          {number('structure.recovery.belowFloor', t.belowFloorIfAny, dose.structure.recovery.belowFloor, {
            blank: undefined,
          })}
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

interface NumeralProps {
  part: FormPart;
  path: string;
  label: string;
  value: number | null | undefined;
  /** So many seconds are one of what is shown. */
  scale: number;
  /** What an empty field stands for: no number, which is a fault, or none asked for. */
  blank: number | null | undefined;
  /** What the draft has of a number, where that is not the number. */
  asValue?: (value: number) => unknown;
}

/** A whole number of the draft. */
function Numeral({
  part,
  path,
  label,
  value,
  scale,
  blank,
  asValue = (number) => number,
}: NumeralProps): JSX.Element {
  return (
    <ToldField told={{ part, path, scale }}>
      <label class="field">
        <span>{label}</span>
        <input
          inputMode="numeric"
          autocomplete="off"
          {...describedBy(part, path)}
          onBlur={part.leaving(path)}
          value={value === null || value === undefined || Number.isNaN(value) ? '' : shown(value / scale)}
          onInput={({ currentTarget: { value: text } }) =>
            part.change(path, text.trim() === '' ? blank : asValue(scale * Number(text)))
          }
        />
      </label>
    </ToldField>
  );
}

/** A hundredth has no exact float: 0.07 of one is shown as 7. */
function shown(value: number): number {
  return Number(value.toPrecision(12));
}
