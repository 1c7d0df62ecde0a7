import type { JSX } from 'preact';
import { remove, sendJson } from '../../api/api-client.ts';
import type { GrantJson } from '../../api/contract.ts';
import { Of } from '../../components/of.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** What one clinic or coach may see, and the taps that narrow or end it (C2). */
export function GrantRow({ grant, onChange }: { grant: GrantJson; onChange: () => void }): JSX.Element {
  const t = words.value.people.consent;
  const action = useAction();
  const { id, scopes, history, reason, createdAt, expiresAt, revokedAt, state } = grant;
  const name = grant.name || t.toCoach;
  const isActive = state === 'active';
  const path = `/v1/grants/${id}`;
  const change = (work: () => Promise<unknown>): void => action.run(() => work().then(onChange));
  const narrow = (changes: object): void => change(() => sendJson('PATCH', path, changes));
  const opened = [
    ...scopes.map((scope) => ({
      what: t.scopes[scope],
      // The last one goes with the grant.
      without: scopes.length === 1 ? null : { scopes: scopes.filter((each) => each !== scope) },
    })),
    ...(history ? [{ what: t.fromStart, without: { history: false } }] : []),
  ];
  const terms = [
    t.since({ date: dateOf(createdAt) }),
    ...(isActive && expiresAt !== null ? [t.until({ date: dateOf(expiresAt) })] : []),
    ...(state === 'expired' ? [t.expired] : []),
    ...(revokedAt === null ? [] : [t.revoked({ date: dateOf(revokedAt) })]),
  ];
  return (
    <li data-state={state}>
      <strong>{name}</strong>
      {isActive && (
        <button
          type="button"
          class="button"
          disabled={action.busy}
          aria-label={t.stopFor({ name })}
          onClick={() => change(() => remove(path))}
        >
          {t.stop}
        </button>
      )}
      <div class="stack tight">
        {isActive ? (
          <ul class="opened">
            {opened.map(({ what, without }) => (
              <li key={what}>
                {what}
                {without !== null && (
                  <button
                    type="button"
                    class="button quiet"
                    disabled={action.busy}
                    onClick={() => narrow(without)}
                  >
                    {t.takeAway}
                    <Of name={`${what}, ${name}`} />
                  </button>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <p>{scopes.map((scope) => t.scopes[scope]).join(' · ')}</p>
        )}
        {reason !== null && <p class="soft">“{reason}”</p>}
        <p class="soft small">{terms.join(' · ')}</p>
        <ProblemNotice problem={action.problem} />
      </div>
    </li>
  );
}

function dateOf(instant: string): string {
  return fullDate(instant.slice(0, 10));
}
