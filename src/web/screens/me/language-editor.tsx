import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { addDays, dayOfWeek, parseLocalDate } from '../../../domain/calendar/local-time.ts';
import type { Prescription, PrescriptionContent } from '../../../domain/prescription/prescription.ts';
import { validatePrescription } from '../../../domain/prescription/validate-prescription.ts';
import { sendJson } from '../../api/api-client.ts';
import type { MaxHeartRatePreviewJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate, longDate } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { basisInForce, loadAthlete, today } from '../../shell/athlete.ts';
import { ContentFields } from './content-fields.tsx';
import { focusFirstFault } from './focus-first-fault.ts';
import { PreviewWeeks } from '../../components/preview-weeks.tsx';

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
  const set = (next: PrescriptionContent): void => {
    setContent(next);
    setPreview(null);
  };
  const body = { validFrom, ...(reason.trim() === '' ? {} : { reason: reason.trim() }), ...content };
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (found.length > 0) {
      focusFirstFault(form.current);
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
  return (
    <form ref={form} class="stack language-editor" noValidate onSubmit={submit}>
      <ContentFields
        content={content}
        tried={tried}
        origin={t.form.inForce}
        basis={basisInForce()}
        onChange={set}
      />
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
      <p class="soft">{begins(validFrom)}</p>
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

/** A week is judged by what covers its Monday: said before anybody wonders. */
function begins(text: string): string {
  const t = words.value.prescription;
  const date = parseLocalDate(text);
  if (date === null) return '';
  const monday = addDays(date, (8 - dayOfWeek(date)) % 7);
  return monday <= today()
    ? t.beginsInThePast({ date: fullDate(monday) })
    : t.begins({ date: longDate(monday) });
}
