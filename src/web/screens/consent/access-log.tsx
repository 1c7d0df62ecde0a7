import type { JSX } from 'preact';
import { getJson } from '../../api/api-client.ts';
import type { Items, LookJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { Pages } from '../../components/pages.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { byWhom } from '../../language/by-whom.ts';
import { fullDate, moment, weekDates } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';

type Page = Items<LookJson>;

/** Who has looked, at what and when, in plain words (C4). */
export function AccessLog(): JSX.Element {
  const t = words.value.people.consent;
  const first = useResource('access-log', () => getJson<Page>('/v1/access-log'));
  const load = (cursor: string): Promise<Page> => getJson<Page>(`/v1/access-log?cursor=${cursor}`);
  return (
    <section class="stack" aria-labelledby="access-log">
      <h2 id="access-log">{t.logTitle}</h2>
      <p class="soft">{t.logKept}</p>
      {first.state === 'loading' && <Loading heights={[80]} />}
      {first.state === 'failed' && <ProblemNotice problem={first.problem} retry={first.reload} />}
      {first.state === 'ready' && first.value.items.length === 0 && <p>{t.logNone}</p>}
      {first.state === 'ready' && (
        <Pages first={first.value} load={load} moreLabel={t.more}>
          {(looks) => (
            <ul class="looks">
              {looks.map(({ at, who, what, week, sessionId, sessionDate, count, grantId }) => (
                <li key={`${at} ${grantId} ${what} ${week ?? sessionId ?? ''} ${who.application ?? ''}`}>
                  <strong>{what === 'link' ? t.byLink : throughWhat(who)}</strong>: {t.what[what] ?? what}
                  {week === undefined ? '' : `, ${weekDates(week)}`}
                  {sessionId !== undefined && sessionDate !== undefined && (
                    <>
                      , <a href={hrefOf('session', sessionId)}>{fullDate(sessionDate)}</a>
                    </>
                  )}
                  <span class="soft small">
                    {' '}
                    · {moment(at)}
                    {count > 1 ? ` · ${t.times({ count })}` : ''}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Pages>
      )}
    </section>
  );
}

function throughWhat(who: LookJson['who']): string {
  const person = byWhom(who);
  const { application } = who;
  if (application === undefined) return person;
  return person === '' ? application : words.value.applications.through({ name: person, application });
}
