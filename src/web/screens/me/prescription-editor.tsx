import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { renderNote } from '../../../adapters/wire/messages/render.ts';
import { addDays, dayOfWeek, parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { toArticleNumbers } from '../../../domain/prescription/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { validateArticleNumbers } from '../../../domain/prescription/validate-article-numbers.ts';
import { sendJson } from '../../api/api-client.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { longDate } from '../../language/format.ts';
import { locale, words } from '../../language/language.ts';
import { loadAthlete, maxHeartRateInForce, today } from '../../shell/athlete.ts';
import {
  bpmOfPair,
  DRAFT_GROUPS,
  draftOf,
  partsOf,
  type DraftGroup,
  type DraftPair,
  type PrescriptionDraft,
} from './prescription-draft.ts';
import './prescription-editor.css';

/** Another prescription from a Monday on, with its reason; every fault in words, by the rules themselves (T15). */
export function PrescriptionEditor({
  current,
  onClosed,
}: {
  current: Prescription;
  onClosed: () => void;
}): JSX.Element {
  const t = words.value.prescription;
  const [draft, setDraft] = useState(() =>
    draftOf(toArticleNumbers(current) ?? toArticleNumbers(DEFAULT_PRESCRIPTION)!),
  );
  const [validFrom, setValidFrom] = useState<string>(addDays(today(), 8 - dayOfWeek(today())));
  const [reason, setReason] = useState('');
  /** Nobody is told of faults while still typing for the first time. */
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const action = useAction();
  const parts = partsOf(draft);
  const faults = tried ? validateArticleNumbers(parts) : [];
  const textsOf = ({ pairs }: DraftGroup): string[] => [
    ...new Set(
      faults
        .filter(({ field }) => pairs.some(({ paths }) => paths.some((path) => path.startsWith(field))))
        .map(({ note }) => renderNote(note, locale.value)),
    ),
  ];
  const save = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (validateArticleNumbers(parts).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    action.run(async () => {
      const body = { validFrom, ...(reason.trim() === '' ? {} : { reason: reason.trim() }), ...parts };
      await sendJson('POST', '/v1/athlete/prescriptions', body);
      forgetAnswers();
      await loadAthlete();
      onClosed();
    });
  };
  return (
    <form ref={form} class="stack prescription-editor" noValidate onSubmit={save}>
      {DRAFT_GROUPS.map((group) => {
        const texts = textsOf(group);
        return (
          <fieldset key={group.id} class={`band-${group.id}`}>
            <legend>
              <span class="swatch" /> {words.value.targets[group.id].title}
            </legend>
            <div class="pairs">
              {group.pairs.map((pair) => (
                <Pair
                  key={pair.paths[0]}
                  group={group}
                  pair={pair}
                  draft={draft}
                  isFaulty={(path) => faults.some(({ field }) => path.startsWith(field))}
                  onChange={(path, value) => setDraft({ ...draft, [path]: value })}
                />
              ))}
            </div>
            <p id={`faults-${group.id}`} class="fault" role="alert">
              {texts.join(' ')}
            </p>
          </fieldset>
        );
      })}
      <div class="form-grid">
        <TextField label={t.from} type="date" required value={validFrom} onValue={setValidFrom} />
        <TextField
          label={t.reason}
          maxLength={1000}
          placeholder={t.reasonExample}
          value={reason}
          onValue={setReason}
        />
      </div>
      <p class="soft">{begins(validFrom)}</p>
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <button type="submit" class="button primary" disabled={action.busy || validFrom === ''}>
          {t.save}
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
    ? t.beginsInThePast({ date: longDate(monday) })
    : t.begins({ date: longDate(monday) });
}

function Pair({
  group,
  pair,
  draft,
  isFaulty,
  onChange,
}: {
  group: DraftGroup;
  pair: DraftPair;
  draft: PrescriptionDraft;
  isFaulty: (path: string) => boolean;
  onChange: (path: string, value: string) => void;
}): JSX.Element {
  const t = words.value.prescription;
  const max = pair.label === 'band' ? maxHeartRateInForce() : null;
  const bpm = max === null ? null : bpmOfPair(draft, pair, max.bpm);
  return (
    <div
      class="pair"
      role="group"
      aria-label={`${words.value.targets[group.id].title}, ${t.pairs[pair.label]}`}
    >
      <span class="pair-label" aria-hidden="true">
        {t.pairs[pair.label]}
      </span>
      <span class="pair-fields">
        {pair.paths.map((path, index) => (
          <>
            {index === 1 && <span aria-hidden="true">–</span>}
            <input
              key={path}
              inputMode="numeric"
              autocomplete="off"
              aria-label={pair.paths.length === 1 ? t.atLeast : index === 0 ? t.low : t.high}
              aria-invalid={isFaulty(path)}
              aria-describedby={`faults-${group.id}`}
              value={draft[path]}
              onInput={(event) => onChange(path, event.currentTarget.value)}
            />
          </>
        ))}
        {pair.paths.length === 1 && <span class="soft">{t.orMore}</span>}
      </span>
      <span class="soft small">{bpm ?? ' '}</span>
    </div>
  );
}
