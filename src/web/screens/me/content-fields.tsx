import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { renderNote } from '../../../adapters/wire/messages/render.ts';
import { ceilingLimits } from '../../../domain/ceiling/ceiling-reducer.ts';
import type { HeartBasis } from '../../../domain/bands/heart-basis.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import { PRESETS } from '../../../domain/prescription/presets.ts';
import {
  BAND_COLOURS,
  type Ceiling,
  type PrescriptionContent,
  type Target,
} from '../../../domain/prescription/prescription.ts';
import type { PrescriptionFault } from '../../../domain/prescription/validate-article-numbers.ts';
import { validatePrescription } from '../../../domain/prescription/validate-prescription.ts';
import { locale, words } from '../../language/language.ts';
import { BandBars } from './band-bars.tsx';
import { DoseFields } from './dose-fields.tsx';
import { doseSentence } from './dose-sentence.ts';
import { EdgeFields } from './edge-fields.tsx';
import { FoldedFields } from './folded-fields.tsx';
import type { FormPart } from './form-part.ts';
import { withBand, withoutTarget, withTarget, withValue } from './language-draft.ts';
import { ScopeFields } from './scope-fields.tsx';
import { describedBy, ToldField } from './told-field.tsx';
import { faultText, marks } from './told-faults.ts';
import { inEachLanguage } from '../../../domain/words.ts';
import './language-editor.css';

/** Bands, targets and a ceiling (P): from a preset, then by hand. */
export function ContentFields({
  content,
  tried,
  origin,
  basis,
  onChange,
}: {
  content: PrescriptionContent;
  /** All faults are told from now on; before, those of fields that somebody has left. */
  tried: boolean;
  /** What the content is before a preset is chosen; null where it is one of them. */
  origin: string | null;
  /** What the bands are measured by; null where they are nobody's in particular. */
  basis: HeartBasis | null;
  onChange: (content: PrescriptionContent) => void;
}): JSX.Element {
  const t = words.value.prescription;
  const found = validatePrescription(content);
  const [left, setLeft] = useState<readonly string[]>([]);
  const faults = tried ? found : found.filter(({ field }) => left.some((path) => concerns(path, field)));
  const part: FormPart = {
    content,
    change: (path, value) => onChange(withValue(content, path, value)),
    isFaulty: (path) => faults.some((fault) => marks(fault, path)),
    faultOf: (path, scale = 1) => faultText(faults, path, scale),
    // A line more would move a button from under the finger that is pressing it.
    leaving: (path) => (event) => {
      if (event.relatedTarget instanceof HTMLButtonElement || left.includes(path)) return;
      setLeft([...left, path]);
    },
  };
  const isFaultIn = (path: string): boolean =>
    faults.some(({ field }) => field === path || field.startsWith(`${path}.`));
  const ofList = (list: 'bands' | 'targets'): PrescriptionFault[] =>
    faults.filter(({ field }) => field === list);
  const limitBpm = basis && limitBpmOf(content.ceiling, basis);
  const [added, setAdded] = useState<string | null>(null);
  const add = (next: PrescriptionContent, to: 'bands' | 'targets'): void => {
    setAdded(next[to].at(-1)!.id);
    onChange(next);
  };
  const withoutBand = (index: number): void =>
    onChange({ ...content, bands: content.bands.filter((_each, i) => i !== index) });
  return (
    <>
      <label class="field">
        <span>{t.form.preset}</span>
        <select
          onChange={({ currentTarget }) => {
            const preset = PRESETS.find(({ id }) => id === currentTarget.value);
            if (preset !== undefined) {
              onChange({ bands: preset.bands, targets: preset.targets, ceiling: preset.ceiling });
            }
          }}
        >
          {origin !== null && <option value="">{origin}</option>}
          {PRESETS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[locale.value]}
            </option>
          ))}
        </select>
      </label>
      <p class="soft small">{t.form.factsNotAdvice}</p>
      <h3>{t.form.bands}</h3>
      <BandBars prescription={{ ...DEFAULT_PRESCRIPTION, ...content }} basis={basis} />
      {content.bands.map((band, index) => (
        <fieldset key={band.id}>
          <legend class="visually-hidden">{band.name[locale.value]}</legend>
          <FoldedFields
            name={band.name[locale.value]}
            named
            unfolded={band.id === added || isFaultIn(`bands.${index}`)}
          >
            <Name part={part} path={`bands.${index}.name`} name={band.name} />
            <EdgeFields part={part} path={`bands.${index}.low`} label={t.low} edge={band.low} />
            <EdgeFields part={part} path={`bands.${index}.high`} label={t.high} edge={band.high} mayBeOpen />
            <ToldField>
              <label class="field">
                <span>{t.form.colour}</span>
                <select
                  value={band.colour ?? ''}
                  onChange={({ currentTarget }) =>
                    part.change(
                      `bands.${index}.colour`,
                      currentTarget.value === '' ? undefined : currentTarget.value,
                    )
                  }
                >
                  <option value="">{t.form.colours['']}</option>
                  {BAND_COLOURS.map((colour) => (
                    <option key={colour} value={colour}>
                      {t.form.colours[colour]}
                    </option>
                  ))}
                </select>
              </label>
            </ToldField>
            <button type="button" class="button" onClick={() => withoutBand(index)}>
              {t.form.remove}
            </button>
          </FoldedFields>
        </fieldset>
      ))}
      <div>
        <button type="button" class="button" onClick={() => add(withBand(content, t.form.newBand), 'bands')}>
          {t.form.addBand}
        </button>
        <ListFault faults={ofList('bands')} />
      </div>
      <h3>{t.form.targets}</h3>
      {content.targets.map((target, index) => (
        <fieldset key={target.id}>
          <legend>{target.name[locale.value]}</legend>
          <p class="soft">{doseSentence(content, index, found, basis)}</p>
          <FoldedFields
            name={target.name[locale.value]}
            unfolded={target.id === added || isFaultIn(`targets.${index}`)}
          >
            <Name part={part} path={`targets.${index}.name`} name={target.name} />
            <DoseFields part={part} path={`targets.${index}`} target={target} />
            <ScopeFields part={part} path={`targets.${index}`} target={target} />
            <label class="row">
              <input
                type="checkbox"
                checked={target.judged}
                onChange={({ currentTarget }) =>
                  part.change(`targets.${index}.judged`, currentTarget.checked)
                }
              />
              <span>{t.form.judged}</span>
            </label>
            <button type="button" class="button" onClick={() => onChange(withoutTarget(content, index))}>
              {t.form.remove}
            </button>
          </FoldedFields>
        </fieldset>
      ))}
      <div>
        <button
          type="button"
          class="button"
          onClick={() => add(withTarget(content, t.form.newTarget), 'targets')}
        >
          {t.form.addTarget}
        </button>
        <ListFault faults={ofList('targets')} />
      </div>
      <fieldset>
        <legend>{t.form.ceiling}</legend>
        <label class="row">
          <input
            type="checkbox"
            checked={content.ceiling !== null}
            onChange={({ currentTarget }) =>
              part.change(
                'ceiling',
                currentTarget.checked
                  ? { at: { percentOfMax: 90 }, sayAfterSeconds: 3, repeatEverySeconds: 10 }
                  : null,
              )
            }
          />
          <span>{t.form.hasCeiling}</span>
        </label>
        {content.ceiling !== null && (
          <EdgeFields part={part} path="ceiling.at" label={t.form.ceilingAt} edge={content.ceiling.at} />
        )}
        {limitBpm !== null && <p class="small">{t.edge.bpm({ bpm: limitBpm })}</p>}
        <p class="soft small">{words.value.live.ceiling.whatItIs}</p>
      </fieldset>
    </>
  );
}

/** The ceiling in bpm of today; null where it is given so, where nothing is known (P2), and while it is being written. */
function limitBpmOf(ceiling: Ceiling | null, basis: HeartBasis): number | null {
  const limits = ceiling === null || 'bpm' in ceiling.at ? null : ceilingLimits(ceiling, basis);
  return limits === null || Number.isNaN(limits.aboveBpm) ? null : limits.aboveBpm - 1;
}

/** A fault of the field itself, or of it and its neighbours. */
function concerns(path: string, field: string): boolean {
  return field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`);
}

/** Too few or too many of a list: no field of it is at fault, so this is where the focus goes. */
function ListFault({ faults }: { faults: readonly PrescriptionFault[] }): JSX.Element {
  return (
    <p class="fault" role="alert" tabIndex={-1} data-at-fault={faults.length > 0}>
      {faults.map(({ note }) => renderNote(note, locale.value)).join(' ')}
    </p>
  );
}

/** One name in the reader's language; the others follow until somebody writes them apart. */
function Name({ part, path, name }: { part: FormPart; path: string; name: Target['name'] }): JSX.Element {
  const own = locale.value;
  return (
    <ToldField told={{ part, path }}>
      <label class="field">
        <span>{words.value.prescription.form.name}</span>
        <input
          value={name[own]}
          maxLength={60}
          {...describedBy(part, path)}
          onBlur={part.leaving(path)}
          onInput={({ currentTarget: { value } }) =>
            part.change(
              path,
              inEachLanguage((each) => (each === own || name[each] === name[own] ? value : name[each])),
            )
          }
        />
      </label>
    </ToldField>
  );
}
