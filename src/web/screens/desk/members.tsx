import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { Items, MemberJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';

/** Who works in a clinic. */
export function Members({ clinicId }: { clinicId: string }): JSX.Element {
  const t = words.value.people.desk;
  const path = `/v1/clinics/${clinicId}/members`;
  const members = useResource(path, () => getJson<Items<MemberJson>>(path));
  if (members.state === 'failed') return <ProblemNotice problem={members.problem} retry={members.reload} />;
  return (
    <section class="stack tight" aria-label={t.members}>
      <h2>{t.members}</h2>
      <ul class="plain-list">
        {members.state === 'ready' &&
          members.value.items.map(({ userId, name, role }) => (
            <li key={`${userId} ${role}`} class="row">
              <strong>{name === '' ? '–' : name}</strong>
              <span class="soft">{t.roles[role]}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
