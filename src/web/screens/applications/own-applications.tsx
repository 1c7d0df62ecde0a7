import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { ApplicationJson, Items, RegisteredApplicationJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Field, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { useAction } from '../../components/use-action.ts';
import { useForm } from '../../components/use-form.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';

/** Applications that the person registered: secret shown once, last use, removal (D2). */
export function OwnApplications(): JSX.Element {
  const t = words.value.applications.own;
  const list = useResource('applications', () => getJson<Items<ApplicationJson>>('/v1/applications'));
  const [name, setName] = useState('');
  const [addresses, setAddresses] = useState('');
  const [confidential, setConfidential] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { reload } = list;
  const form = useForm(async () => {
    const redirectUris = addresses.split(/\s+/).filter((address) => address !== '');
    const body = { name: name.trim(), redirectUris, confidential };
    const made = await sendJson<RegisteredApplicationJson>('POST', '/v1/applications', body);
    setSecret(made.secret);
    setName('');
    setAddresses('');
    reload();
  });
  return (
    <>
      <h3>{t.title}</h3>
      <p class="soft">{t.text}</p>
      <p>
        <code>{`${location.origin}/mcp`}</code>
      </p>
      {secret !== null && <SecretOnce label={t.secret} secret={secret} onDone={() => setSecret(null)} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && list.value.items.length > 0 && (
        <ul class="looks">
          {list.value.items.map((application) => (
            <OwnApplication key={application.id} application={application} onChange={reload} />
          ))}
        </ul>
      )}
      <details>
        <summary>{t.summary}</summary>
        <form class="stack" {...form.handlers}>
          <TextField label={t.name} required maxLength={100} value={name} onValue={setName} />
          <Field label={t.redirectUris}>
            <textarea
              required
              rows={2}
              spellcheck={false}
              value={addresses}
              onInput={(event) => setAddresses(event.currentTarget.value)}
            />
          </Field>
          <label class="check">
            <input
              type="checkbox"
              checked={confidential}
              onChange={(event) => setConfidential(event.currentTarget.checked)}
            />
            {t.confidential}
          </label>
          <ProblemNotice problem={form.problem} />
          <div>
            <button type="submit" class="button" disabled={form.busy}>
              {t.register}
            </button>
          </div>
        </form>
      </details>
    </>
  );
}

function OwnApplication({
  application,
  onChange,
}: {
  application: ApplicationJson;
  onChange: () => void;
}): JSX.Element {
  const t = words.value.applications.own;
  const { lastUsed, neverUsed } = words.value.applications.connected;
  const action = useAction();
  const { id, name, redirectUris, confidential, lastUsedAt } = application;
  const drop = async (): Promise<void> => {
    await remove(`/v1/applications/${id}`);
    onChange();
  };
  return (
    <li class="stack tight">
      <strong>{name}</strong>
      <p>
        {t.id({ id })}
        {!confidential && ` · ${t.noSecret}`}
      </p>
      <p class="soft small address">{redirectUris.join(' · ')}</p>
      <p class="soft small">{lastUsedAt === null ? neverUsed : lastUsed({ when: moment(lastUsedAt) })}</p>
      <ProblemNotice problem={action.problem} />
      <div>
        <button
          type="button"
          class="button quiet flush"
          disabled={action.busy}
          aria-label={t.removeOne({ name })}
          onClick={() => action.run(drop)}
        >
          {t.remove}
        </button>
      </div>
    </li>
  );
}
