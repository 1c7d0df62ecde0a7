import type { JSX } from 'preact';
import { remove } from '../../api/api-client.ts';
import type { InvitationJson } from '../../api/contract.ts';
import { Of } from '../../components/of.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** Invitations that are open, each with its end and the tap that takes it back (U2). */
export function Invitations({
  invitations,
  onChanged,
}: {
  invitations: readonly InvitationJson[];
  onChanged: () => void;
}): JSX.Element | null {
  const t = words.value.people.desk;
  const action = useAction();
  const open = invitations.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby="open-invitations">
      <h2 id="open-invitations">{t.openInvitations}</h2>
      <ProblemNotice problem={action.problem} />
      <ul class="plain-list">
        {open.map(({ id, as, email, createdAt, expiresAt }) => {
          const what = [t.as[as], ...(email === null ? [] : [email])].join(', ');
          const made = words.value.people.consent.since({ date: fullDate(createdAt.slice(0, 10)) });
          return (
            <li key={id} class="row">
              <strong>{what}</strong>
              <span class="soft">
                {made} · {words.value.people.links.until({ date: fullDate(expiresAt.slice(0, 10)) })}
              </span>
              <button
                type="button"
                class="button quiet"
                disabled={action.busy}
                onClick={() => action.run(() => remove(`/v1/invitations/${id}`).then(onChanged))}
              >
                {words.value.clinicDesk.athlete.takeBack}
                <Of name={`${what}, ${made}`} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
