import type { JSX } from 'preact';
import { remove } from '../../api/api-client.ts';
import type { GrantJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** What one clinic or coach may see, and the tap that ends it. */
export function GrantRow({ grant, onChange }: { grant: GrantJson; onChange: () => void }): JSX.Element {
  const t = words.value.people.consent;
  const action = useAction();
  const { id, name, scopes, history, createdAt, expiresAt, revokedAt, state } = grant;
  const stop = async (): Promise<void> => {
    await remove(`/v1/grants/${id}`);
    onChange();
  };
  const terms = [
    t.since({ date: dateOf(createdAt) }),
    ...(state === 'active' && history ? [t.fromStart] : []),
    ...(state === 'active' && expiresAt !== null ? [t.until({ date: dateOf(expiresAt) })] : []),
    ...(state === 'expired' ? [t.expired] : []),
    ...(revokedAt === null ? [] : [t.revoked({ date: dateOf(revokedAt) })]),
  ];
  return (
    <li data-state={state}>
      <div class="stack tight">
        <strong>{name}</strong>
        <p>{scopes.map((scope) => t.scopes[scope]).join(' · ')}</p>
        <p class="soft small">{terms.join(' · ')}</p>
        <ProblemNotice problem={action.problem} />
      </div>
      {state === 'active' && (
        <button
          type="button"
          class="button"
          disabled={action.busy}
          aria-label={t.stopFor({ name })}
          onClick={() => action.run(stop)}
        >
          {t.stop}
        </button>
      )}
    </li>
  );
}

function dateOf(instant: string): string {
  return fullDate(instant.slice(0, 10));
}
