import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove, sendJson } from '../../api/api-client.ts';
import type { MemberJson } from '../../api/contract.ts';
import { Of } from '../../components/of.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { loadMe, me } from '../../shell/me.ts';

type Role = MemberJson['role'];
const ROLES: readonly Role[] = ['admin', 'coach'];

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly hasTwoFactor: boolean;
}

/** One person of a clinic: what they are in it, and the way out of it. */
export function MemberRow({
  clinicId,
  member,
  isAdmin,
  onChanged,
}: {
  clinicId: string;
  member: Member;
  isAdmin: boolean;
  onChanged: () => void;
}): JSX.Element {
  const t = words.value.people.desk;
  const own = words.value.clinicDesk.members;
  const [leaving, setLeaving] = useState(false);
  const action = useAction();
  const { userId, roles, hasTwoFactor } = member;
  const isSelf = userId === me.value?.user.id;
  const name = member.name || (isSelf && me.value?.user.email) || own.noName;
  const path = `/v1/clinics/${clinicId}/members/${userId}`;
  const after = async (work: Promise<unknown>): Promise<void> => {
    await work;
    // What one is oneself decides what the desk shows.
    if (isSelf) await loadMe();
    onChanged();
  };
  const toggle = (role: Role, on: boolean): void => {
    const next = ROLES.filter((each) => (each === role ? on : roles.includes(each)));
    action.run(() => after(sendJson('PATCH', path, { roles: next })));
  };
  return (
    <li class="member stack tight">
      <p>
        <strong>{name}</strong>
        {isAdmin && (
          <span class="soft small">
            {' '}
            {hasTwoFactor ? words.value.twoFactor.clinic.on : words.value.twoFactor.clinic.off}
          </span>
        )}
      </p>
      <div class="row">
        {isAdmin ? (
          ROLES.map((role) => (
            <label key={role} class="check">
              <input
                type="checkbox"
                checked={roles.includes(role)}
                // The last role goes with the person.
                disabled={action.busy || (roles.length === 1 && roles[0] === role)}
                onChange={(event) => toggle(role, event.currentTarget.checked)}
              />
              {t.roles[role]}
              <Of name={name} />
            </label>
          ))
        ) : (
          <span class="soft">{roles.map((role) => t.roles[role]).join(', ')}</span>
        )}
        {(isAdmin || isSelf) && !leaving && (
          <button type="button" class="button quiet" onClick={() => setLeaving(true)}>
            {isSelf ? own.leave : own.putOut}
            <Of name={name} />
          </button>
        )}
      </div>
      {leaving && (
        <div class="row">
          <span>{isSelf ? own.leaveQuestion : own.putOutQuestion({ name })}</span>
          <button
            type="button"
            class="button"
            disabled={action.busy}
            onClick={() => action.run(() => after(remove(path)))}
          >
            {own.yes}
          </button>
          <button type="button" class="button quiet" onClick={() => setLeaving(false)}>
            {words.value.clinicDesk.templates.cancel}
          </button>
        </div>
      )}
      <ProblemNotice problem={action.problem} />
    </li>
  );
}
