import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { Items, MemberJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { MemberRow, type Member } from './member-row.tsx';

/** Who works in a clinic; an admin changes what they are in it. */
export function Members({ clinicId, isAdmin }: { clinicId: string; isAdmin: boolean }): JSX.Element {
  const t = words.value.people.desk;
  const path = `/v1/clinics/${clinicId}/members`;
  const members = useResource(path, () => getJson<Items<MemberJson>>(path));
  if (members.state === 'failed') return <ProblemNotice problem={members.problem} retry={members.reload} />;
  const people = members.state === 'ready' ? peopleOf(members.value.items) : [];
  return (
    <section class="stack tight" aria-label={t.members}>
      <h2>{t.members}</h2>
      <ul class="plain-list">
        {members.state === 'ready' &&
          people.map((member) => (
            <MemberRow
              key={member.userId}
              clinicId={clinicId}
              member={member}
              isAdmin={isAdmin}
              onChanged={members.reload}
            />
          ))}
      </ul>
    </section>
  );
}

/** An entry per role as one per person. */
function peopleOf(items: readonly MemberJson[]): Member[] {
  const people = new Map<string, Member>();
  for (const { userId, name, role, twoFactor } of items) {
    const roles = [...(people.get(userId)?.roles ?? []), role];
    people.set(userId, { userId, name, roles, hasTwoFactor: twoFactor });
  }
  return [...people.values()];
}
