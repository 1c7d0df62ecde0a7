import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, sendJson } from '../../api/api-client.ts';
import type { InvitationJson, IssuedInvitationJson, Items } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Field, TextField } from '../../components/field.tsx';
import { useSignInWays } from '../../shell/sign-in-ways.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useForm } from '../../components/use-form.ts';
import { locale, words } from '../../language/language.ts';
import { Invitations } from './invitations.tsx';

const ROLES = ['athlete', 'coach', 'clinic_admin'] as const;

/** A link and its QR code that let one person in (U2). */
export function Invite({ clinicId }: { clinicId: string }): JSX.Element {
  const t = words.value.people.desk;
  const [as, setAs] = useState<string>('athlete');
  const [email, setEmail] = useState('');
  const [made, setMade] = useState<IssuedInvitationJson | null>(null);
  const listed = useResource('invitations', () => getJson<Items<InvitationJson>>('/v1/invitations'));
  const form = useForm(async () => {
    const to = email === '' ? {} : { email, locale: locale.value };
    setMade(await sendJson<IssuedInvitationJson>('POST', '/v1/invitations', { as, clinicId, ...to }));
    setEmail('');
    listed.reload();
  });
  const ways = useSignInWays();
  const own = listed.state === 'ready' ? listed.value.items.filter((each) => each.clinicId === clinicId) : [];
  return (
    <>
      <form class="stack" aria-label={t.inviteTitle} {...form.handlers}>
        <h2>{t.inviteTitle}</h2>
        <Field label={t.inviteAs}>
          <select value={as} onChange={(event) => setAs(event.currentTarget.value)}>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t.as[role]}
              </option>
            ))}
          </select>
        </Field>
        {ways?.mailedLink === true && (
          <TextField
            label={words.value.account.inviteEmail}
            type="email"
            autocomplete="off"
            value={email}
            onValue={setEmail}
          />
        )}
        <ProblemNotice problem={form.problem} />
        <div>
          <button type="submit" class="button" disabled={form.busy}>
            {t.invite}
          </button>
        </div>
        {made !== null && (
          <div class="invitation" role="status">
            <QrCode text={made.url} label={t.qrLabel} />
            <div class="stack tight">
              <code>{made.url}</code>
              <p class="soft">{t.inviteShown}</p>
              {made.mailed !== undefined && (
                <p>{made.mailed ? words.value.account.mailed : words.value.account.notMailed}</p>
              )}
            </div>
          </div>
        )}
      </form>
      <ProblemNotice problem={listed.state === 'failed' ? listed.problem : null} />
      <Invitations invitations={own} onChanged={listed.reload} />
    </>
  );
}
