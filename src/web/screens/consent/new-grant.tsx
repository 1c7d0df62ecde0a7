import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { consentEnd } from '../../../domain/consent-end.ts';
import { GRANT_SCOPES, type GrantScope } from '../../../domain/consent-scopes.ts';
import { addDays, parseLocalDate, startOfDayMs } from '../../../domain/calendar/local-time.ts';
import { getJson, sendJson } from '../../api/api-client.ts';
import type { GranteeJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Field, TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { athleteZones, today } from '../../shell/athlete.ts';
import type { Offer, OfferedTo } from './offer.ts';

interface NewGrantProps {
  readonly offered: Offer | null;
  readonly onGiven: () => void;
}

/** An offer to a clinic or to one coach: weeks and goals, until it ends by itself, unless the athlete says otherwise (C1). */
export function NewGrant({ offered, onGiven }: NewGrantProps): JSX.Element {
  if (offered === null)
    return <GrantForm offered={null} title={words.value.people.consent.give} onGiven={onGiven} />;
  return <OfferedGrant offered={offered} onGiven={onGiven} />;
}

/** The server says who asks: a link says only whom to ask about. */
function OfferedGrant({ offered, onGiven }: NewGrantProps & { offered: Offer }): JSX.Element {
  const { to, id } = offered;
  const path = `/v1/grantees?${new URLSearchParams({ [to]: id }).toString()}`;
  const grantee = useResource(path, () => getJson<GranteeJson>(path));
  if (grantee.state === 'loading') return <Loading heights={[240]} />;
  if (grantee.state === 'failed') return <ProblemNotice problem={grantee.problem} retry={grantee.reload} />;
  const t = words.value.people.consent;
  const title = t.offerTitle({ clinic: grantee.value.name || t.unnamed });
  return <GrantForm offered={offered} title={title} onGiven={onGiven} />;
}

function GrantForm({ offered, title, onGiven }: NewGrantProps & { title: string }): JSX.Element {
  const t = words.value.people.consent;
  const [to, setTo] = useState<OfferedTo>(offered?.to ?? 'clinicId');
  const [id, setId] = useState(offered?.id ?? '');
  const [scopes, setScopes] = useState<readonly GrantScope[]>(['report']);
  const [history, setHistory] = useState(false);
  const [lastDay, setLastDay] = useState(() => consentEnd(new Date(today())).toISOString().slice(0, 10));
  const [reason, setReason] = useState('');
  const form = useForm(async () => {
    const date = parseLocalDate(lastDay);
    const expiresAt =
      date === null ? null : new Date(startOfDayMs(addDays(date, 1), athleteZones())).toISOString();
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    await sendJson('POST', '/v1/grants', { [to]: id.trim(), scopes, history, expiresAt, ...why });
    onGiven();
  });
  const toggle = (scope: GrantScope, on: boolean): void => {
    setScopes(GRANT_SCOPES.filter((each) => (each === scope ? on : scopes.includes(each))));
  };
  return (
    <form class="stack" aria-labelledby="new-grant" {...form.handlers}>
      <h2 id="new-grant">{title}</h2>
      {offered === null && (
        <>
          <div class="form-grid">
            <Field label={t.toWhom}>
              <select value={to} onChange={(event) => setTo(event.currentTarget.value as OfferedTo)}>
                <option value="clinicId">{t.toClinic}</option>
                <option value="coachUserId">{t.toCoach}</option>
              </select>
            </Field>
            <TextField
              label={to === 'clinicId' ? t.clinicId : t.coachId}
              required
              value={id}
              onValue={setId}
            />
          </div>
          <p class="soft small">{to === 'clinicId' ? t.clinicHelp : t.coachHelp}</p>
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
      <div class="form-grid">
        <TextField label={t.lastDay} type="date" min={today()} value={lastDay} onValue={setLastDay} />
        <TextField label={t.reason} maxLength={1000} value={reason} onValue={setReason} />
      </div>
      <p class="soft small">{lastDay === '' ? t.noEnd : t.endsByItself}</p>
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
