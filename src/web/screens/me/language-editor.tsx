import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { renderNote } from '../../../adapters/wire/messages/render.ts';
import { addDays, dayOfWeek } from '../../../domain/calendar/local-time.ts';
import { PRESETS } from '../../../domain/prescription/presets.ts';
import {
  BAND_COLOURS,
  type Prescription,
  type PrescriptionContent,
  type Target,
} from '../../../domain/prescription/prescription.ts';
import { validatePrescription } from '../../../domain/prescription/validate-prescription.ts';
import { sendJson } from '../../api/api-client.ts';
import type { MaxHeartRatePreviewJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { locale, words } from '../../language/language.ts';
import { loadAthlete, today } from '../../shell/athlete.ts';
import { BandBars } from './band-bars.tsx';
import { DoseFields } from './dose-fields.tsx';
import { doseSentence } from './dose-sentence.ts';
import { EdgeFields } from './edge-fields.tsx';
import type { FormPart } from './form-part.ts';
import { withBand, withoutTarget, withTarget, withValue } from './language-draft.ts';
import { PreviewWeeks } from './preview-weeks.tsx';
import { ScopeFields } from './scope-fields.tsx';
import './language-editor.css';

const PATH = '/v1/athlete/prescriptions';

/** A prescription in the whole language: bands, targets and a ceiling, from a preset or from what is in force (P, P5, P7). */
export function LanguageEditor({
  current,
  onClosed,
}: {
  current: Prescription;
  onClosed: () => void;
}): JSX.Element {
  const t = words.value.prescription;
  const { bands, targets, ceiling } = current;
  const [content, setContent] = useState<PrescriptionContent>({ bands, targets, ceiling });
  const [validFrom, setValidFrom] = useState<string>(addDays(today(), 8 - dayOfWeek(today())));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [preview, setPreview] = useState<MaxHeartRatePreviewJson | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const action = useAction();
  const found = validatePrescription(content);
  const faults = tried ? found : [];
  const set = (next: PrescriptionContent): void => {
    setContent(next);
    setPreview(null);
  };
  const part: FormPart = {
    content,
    change: (path, value) => set(withValue(content, path, value)),
    isFaulty: (path) =>
      faults.some(
        ({ field, note: { id } }) =>
          field === path ||
          field.startsWith(`${path}.`) ||
          // Edges in the wrong order are at fault together.
          (id === 'prescription.reversed' && path.startsWith(`${field}.`) && !path.endsWith('.name')),
      ),
  };
  const textOf = (path: string): string =>
    [
      ...new Set(
        faults
          .filter(({ field }) => field === path || field.startsWith(`${path}.`))
          .map(({ note }) => renderNote(note, locale.value)),
      ),
    ].join(' ');
  const body = { validFrom, ...(reason.trim() === '' ? {} : { reason: reason.trim() }), ...content };
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (found.length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    action.run(async () => {
      if (preview === null) {
        setPreview(
          await sendJson<MaxHeartRatePreviewJson>('POST', `${PATH}/preview?locale=${locale.value}`, body),
        );
        return;
      }
      await sendJson('POST', PATH, { ...body, previewId: preview.previewId });
      forgetAnswers();
      await loadAthlete();
      onClosed();
    });
  };
  const withoutBand = (index: number): void =>
    set({ ...content, bands: content.bands.filter((_each, i) => i !== index) });
  return (
    <form ref={form} class="stack language-editor" noValidate onSubmit={submit}>
      <label class="field">
        <span>{t.form.preset}</span>
        <select
          onChange={({ currentTarget }) => {
            const preset = PRESETS.find(({ id }) => id === currentTarget.value);
            if (preset !== undefined) {
              set({ bands: preset.bands, targets: preset.targets, ceiling: preset.ceiling });
            }
          }}
        >
          <option value="">{t.form.inForce}</option>
          {PRESETS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[locale.value]}
            </option>
          ))}
        </select>
      </label>
      <p class="soft small">{t.form.factsNotAdvice}</p>
      <h3>{t.form.bands}</h3>
      <BandBars prescription={{ ...current, ...content }} />
      {content.bands.map((band, index) => (
        <fieldset key={band.id}>
          <legend>{band.name[locale.value]}</legend>
          <div class="language-fields">
            <Name part={part} path={`bands.${index}.name`} name={band.name} />
            <EdgeFields part={part} path={`bands.${index}.low`} label={t.low} edge={band.low} />
            <EdgeFields part={part} path={`bands.${index}.high`} label={t.high} edge={band.high} mayBeOpen />
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
            <button type="button" class="button" onClick={() => withoutBand(index)}>
              {t.form.remove}
            </button>
          </div>
          <p class="fault" role="alert">
            {textOf(`bands.${index}`)}
          </p>
        </fieldset>
      ))}
      <div>
        <button type="button" class="button" onClick={() => set(withBand(content, t.form.newBand))}>
          {t.form.addBand}
        </button>
      </div>
      <h3>{t.form.targets}</h3>
      {content.targets.map((target, index) => (
        <fieldset key={target.id}>
          <legend>{target.name[locale.value]}</legend>
          <p class="soft">{doseSentence(content, index, found)}</p>
          <div class="language-fields">
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
            <button type="button" class="button" onClick={() => set(withoutTarget(content, index))}>
              {t.form.remove}
            </button>
          </div>
          <p class="fault" role="alert">
            {textOf(`targets.${index}`)}
          </p>
        </fieldset>
      ))}
      <div>
        <button type="button" class="button" onClick={() => set(withTarget(content, t.form.newTarget))}>
          {t.form.addTarget}
        </button>
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
        <p class="soft small">{words.value.live.ceiling.whatItIs}</p>
        <p class="fault" role="alert">
          {textOf('ceiling')}
        </p>
      </fieldset>
      <div class="form-grid">
        <TextField
          label={t.from}
          type="date"
          required
          value={validFrom}
          onValue={(value) => {
            setValidFrom(value);
            setPreview(null);
          }}
        />
        <TextField
          label={t.reason}
          maxLength={1000}
          placeholder={t.reasonExample}
          value={reason}
          onValue={(value) => {
            setReason(value);
            setPreview(null);
          }}
        />
      </div>
      {preview !== null && <PreviewWeeks preview={preview} drafted={{ ...current, ...content }} />}
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <button type="submit" class="button primary" disabled={action.busy || validFrom === ''}>
          {preview === null ? t.form.preview : t.save}
        </button>
        <button type="button" class="button" onClick={onClosed}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}

/** One name in the reader's language; the other follows until somebody writes it apart. */
function Name({ part, path, name }: { part: FormPart; path: string; name: Target['name'] }): JSX.Element {
  const own = locale.value;
  const other = own === 'da' ? 'en' : 'da';
  return (
    <label class="field">
      <span>{words.value.prescription.form.name}</span>
      <input
        value={name[own]}
        maxLength={60}
        aria-invalid={part.isFaulty(path)}
        onInput={({ currentTarget: { value } }) =>
          part.change(path, { ...name, [own]: value, ...(name[other] === name[own] && { [other]: value }) })
        }
      />
    </label>
  );
}
