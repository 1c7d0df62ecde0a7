import type { JSX } from 'preact';
import { getJson, remove } from '../../api/api-client.ts';
import type { Items, ReportLinkJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Of } from '../../components/of.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** Links that are open, each with its end (C3); nothing while there are none. */
export function Links(): JSX.Element | null {
  const t = words.value.people.links;
  const links = useResource('report-links', () => getJson<Items<ReportLinkJson>>('/v1/report-links'));
  const action = useAction();
  if (links.state === 'loading') return null;
  if (links.state === 'failed') return <ProblemNotice problem={links.problem} retry={links.reload} />;
  const open = links.value.items.filter(({ expiresAt }) => Date.parse(expiresAt) > Date.now());
  if (open.length === 0) return null;
  const end = (id: string): void =>
    action.run(async () => {
      await remove(`/v1/report-links/${id}`);
      links.reload();
    });
  return (
    <section class="stack tight" aria-labelledby="links">
      <h2 id="links">{t.title}</h2>
      <p class="soft">{t.listText}</p>
      <ProblemNotice problem={action.problem} />
      <ul class="plain-list">
        {open.map(({ id, week, createdAt, expiresAt }) => {
          const made = words.value.people.consent.since({ date: fullDate(createdAt.slice(0, 10)) });
          const what =
            week === null ? t.session : words.value.week.weekNumber({ week: Number(week.slice(6)) });
          return (
            <li key={id} class="row">
              <strong>{what}</strong>
              <span class="soft">
                {made} · {t.until({ date: fullDate(expiresAt.slice(0, 10)) })}
              </span>
              <button type="button" class="button" disabled={action.busy} onClick={() => end(id)}>
                {t.end}
                <Of name={`${what}, ${made}`} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
