import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { IssuedPlanFeedJson, Items, PlanFeedJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** Secret addresses under which calendars read the plan: shown once, revoked at once. */
export function CalendarFeeds(): JSX.Element {
  const t = words.value.connections.calendar;
  const list = useResource('plan-feeds', () => getJson<Items<PlanFeedJson>>('/v1/plan/feeds'));
  const [name, setName] = useState('');
  const [issued, setIssued] = useState<IssuedPlanFeedJson | null>(null);
  const revoking = useAction();
  const { reload } = list;
  const form = useForm(async () => {
    setIssued(await sendJson('POST', '/v1/plan/feeds', { name: name.trim() || t.defaultName }));
    setName('');
    reload();
  });
  const revoke = async (id: string): Promise<void> => {
    await remove(`/v1/plan/feeds/${id}`);
    if (issued?.id === id) setIssued(null);
    reload();
  };
  return (
    <>
      <h3>{t.title}</h3>
      <p class="soft">{t.text}</p>
      {issued === null ? (
        <form class="stack" {...form.handlers}>
          <TextField
            label={t.name}
            placeholder={t.defaultName}
            maxLength={100}
            autocomplete="off"
            value={name}
            onValue={setName}
          />
          <div>
            <button type="submit" class="button" disabled={form.busy}>
              {t.create}
            </button>
          </div>
        </form>
      ) : (
        <SecretOnce label={t.title} secret={issued.url} onDone={() => setIssued(null)} />
      )}
      <ProblemNotice problem={form.problem ?? revoking.problem} />
      {list.state === 'loading' && <Loading heights={[40]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && list.value.items.length > 0 && (
        <ul class="plain-list">
          {list.value.items.map((feed) => (
            <li key={feed.id} class="row">
              <strong>{feed.name}</strong>
              <span class="soft">
                {feed.lastUsedAt === null
                  ? t.never({ when: moment(feed.createdAt) })
                  : t.lastUsed({ when: moment(feed.lastUsedAt) })}
              </span>
              <button
                type="button"
                class="button quiet"
                disabled={revoking.busy}
                aria-label={t.revokeNamed({ name: feed.name })}
                onClick={() => revoking.run(() => revoke(feed.id))}
              >
                {t.revoke}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
