import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { GRANT_SCOPES, type GrantScope } from '../../../domain/consent-scopes.ts';
import { sendJson } from '../../api/api-client.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';

/** An offer to a clinic: weeks and goals for 12 months, unless the athlete says more. `offered` is its id and name. */
export function NewGrant({ offered, onGiven }: { offered: string | null; onGiven: () => void }): JSX.Element {
  const t = words.value.people.consent;
  const [offeredId = '', ...nameWords] = offered?.split(' ') ?? [];
  const [clinicId, setClinicId] = useState(offeredId);
  const [scopes, setScopes] = useState<readonly GrantScope[]>(['report']);
  const [history, setHistory] = useState(false);
  const form = useForm(async () => {
    await sendJson('POST', '/v1/grants', { clinicId: clinicId.trim(), scopes, history });
    onGiven();
  });
  const toggle = (scope: GrantScope, on: boolean): void => {
    setScopes(GRANT_SCOPES.filter((each) => (each === scope ? on : scopes.includes(each))));
  };
  const name = nameWords.join(' ');
  return (
    <form class="stack" aria-labelledby="new-grant" {...form.handlers}>
      <h2 id="new-grant">{name === '' ? t.give : t.offerTitle({ clinic: name })}</h2>
      {name === '' && (
        <>
          <TextField label={t.clinicId} required value={clinicId} onValue={setClinicId} />
          <p class="soft small">{t.clinicHelp}</p>
        </>
      )}
      <fieldset class="stack tight">
        <legend class="visually-hidden">{t.give}</legend>
        {GRANT_SCOPES.map((scope) => (
          <label key={scope} class="check">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) => toggle(scope, event.currentTarget.checked)}
            />
            {t.scopes[scope]}
          </label>
        ))}
        <label class="check">
          <input
            type="checkbox"
            checked={history}
            onChange={(event) => setHistory(event.currentTarget.checked)}
          />
          {t.history}
        </label>
      </fieldset>
      <p class="soft">{t.for12Months}</p>
      <ProblemNotice problem={form.problem} />
      <div>
        <button
          type="submit"
          class="button primary"
          disabled={form.busy || scopes.length === 0 || form.saved}
        >
          {t.give}
        </button>
      </div>
    </form>
  );
}
