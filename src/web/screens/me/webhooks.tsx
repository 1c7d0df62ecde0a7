import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { IssuedWebhookJson, Items, RotatedSecretJson, WebhookJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { WebhookDeliveries } from './webhook-deliveries.tsx';

/** Addresses of other systems that are told of what happens: secret shown once, deliveries, end. */
export function Webhooks(): JSX.Element {
  const t = words.value.connections.webhooks;
  const list = useResource('webhooks', () => getJson<Items<WebhookJson>>('/v1/webhooks'));
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const { reload } = list;
  const form = useForm(async () => {
    const issued = await sendJson<IssuedWebhookJson>('POST', '/v1/webhooks', { url: url.trim() });
    setSecret(issued.secret);
    setUrl('');
    reload();
  });
  return (
    <>
      <h3>{t.title}</h3>
      <p class="soft">{t.text}</p>
      {secret === null ? (
        <form class="stack" {...form.handlers}>
          <TextField
            label={t.url}
            type="url"
            required
            maxLength={2000}
            placeholder="https://example.org/hook"
            autocomplete="off"
            value={url}
            onValue={setUrl}
          />
          <div>
            <button type="submit" class="button" disabled={form.busy}>
              {t.create}
            </button>
          </div>
        </form>
      ) : (
        <SecretOnce label={t.secret} secret={secret} onDone={() => setSecret(null)} />
      )}
      <ProblemNotice problem={form.problem} />
      {list.state === 'loading' && <Loading heights={[40]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && list.value.items.length > 0 && (
        <ul class="plain-list">
          {list.value.items.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} onChange={reload} onSecret={setSecret} />
          ))}
        </ul>
      )}
    </>
  );
}

function WebhookRow({
  webhook,
  onChange,
  onSecret,
}: {
  webhook: WebhookJson;
  onChange: () => void;
  onSecret: (secret: string) => void;
}): JSX.Element {
  const t = words.value.connections.webhooks;
  const action = useAction();
  const path = `/v1/webhooks/${webhook.id}`;
  const { host } = new URL(webhook.url);
  const test = async (): Promise<void> => {
    await sendJson('POST', `${path}/test`);
    onChange();
  };
  const rotate = async (): Promise<void> => {
    onSecret((await sendJson<RotatedSecretJson>('POST', `${path}/rotate`)).secret);
    onChange();
  };
  const revoke = async (): Promise<void> => {
    await remove(path);
    onChange();
  };
  return (
    <li class="stack">
      <strong class="address">{webhook.url}</strong>
      <span class="soft">
        {webhook.lastDeliveredAt === null
          ? t.never({ when: moment(webhook.createdAt) })
          : t.lastDelivered({ when: moment(webhook.lastDeliveredAt) })}
        {webhook.pending > 0 && `, ${t.pending({ count: webhook.pending })}`}
        {webhook.dead > 0 && `, ${t.dead({ count: webhook.dead })}`}
      </span>
      <div class="row" role="group" aria-label={host}>
        <button
          type="button"
          class="button quiet flush"
          disabled={action.busy}
          onClick={() => action.run(test)}
        >
          {t.test}
        </button>
        <button
          type="button"
          class="button quiet flush"
          disabled={action.busy}
          onClick={() => action.run(rotate)}
        >
          {t.rotate}
        </button>
        <button
          type="button"
          class="button quiet flush"
          disabled={action.busy}
          onClick={() => action.run(revoke)}
        >
          {t.remove}
        </button>
      </div>
      <ProblemNotice problem={action.problem} />
      <WebhookDeliveries path={path} onReplay={onChange} />
    </li>
  );
}
