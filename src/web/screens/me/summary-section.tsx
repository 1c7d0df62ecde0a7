import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { SummaryJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { canBePushed, pushId, startPush, stopPush } from '../../shell/push.ts';

/** The week in a few lines on Sunday evening: by mail, and in which browsers. */
export function SummarySection(): JSX.Element {
  const t = words.value.summary;
  const choice = useResource('summary', () => getJson<SummaryJson>('/v1/summary'));
  return (
    <section class="card stack" aria-labelledby="summary">
      <h2 id="summary">{t.title}</h2>
      <p class="soft">{t.text}</p>
      {choice.state === 'loading' && <Loading heights={[80]} />}
      {choice.state === 'failed' && <ProblemNotice problem={choice.problem} retry={choice.reload} />}
      {choice.state === 'ready' && <Ways choice={choice.value} onChange={choice.reload} />}
    </section>
  );
}

function Ways({ choice, onChange }: { choice: SummaryJson; onChange: () => void }): JSX.Element {
  const t = words.value.summary;
  const action = useAction();
  const here = choice.browsers.find(({ id }) => id === pushId());
  const others = choice.browsers.filter((browser) => browser !== here);
  // A box shows what was tapped at once, and falls back where it is refused.
  const [isMailed, setMailed] = useState(choice.mail);
  const [isPushed, setPushed] = useState(here !== undefined);
  const [isRefused, setRefused] = useState(false);
  const chooseMail = (isOn: boolean): void => {
    setMailed(isOn);
    action.run(async () => {
      await sendJson('PATCH', '/v1/summary', { mail: isOn }).catch((error: unknown) => {
        setMailed(!isOn);
        throw error;
      });
      onChange();
    });
  };
  const choosePush = (isOn: boolean): void => {
    setRefused(false);
    setPushed(isOn);
    action.run(async () => {
      if (isOn) {
        const isStarted = await startPush(choice.pushKey, t.thisBrowser).catch((error: unknown) => {
          setPushed(false);
          throw error;
        });
        setPushed(isStarted);
        setRefused(!isStarted);
      } else {
        await stopPush();
        if (here !== undefined) await remove(`/v1/summary/browsers/${here.id}`);
      }
      onChange();
    });
  };
  const removeOther = (id: string): void =>
    action.run(async () => {
      await remove(`/v1/summary/browsers/${id}`);
      onChange();
    });
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={isMailed}
          disabled={action.busy || (choice.mailAddress === null && !isMailed)}
          onChange={(event) => chooseMail(event.currentTarget.checked)}
        />
        {choice.mailAddress === null ? t.noMail : t.mail({ address: choice.mailAddress })}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={isPushed}
          disabled={action.busy || !canBePushed()}
          onChange={(event) => choosePush(event.currentTarget.checked)}
        />
        {canBePushed() ? t.push : t.noPush}
      </label>
      {isRefused && (
        <p class="notice" role="alert">
          {t.refused}
        </p>
      )}
      <ProblemNotice problem={action.problem} />
      {others.length > 0 && (
        <ul class="plain-list">
          {others.map(({ id, name, createdAt, lastDeliveredAt }) => (
            <li key={id} class="row">
              <strong>{name}</strong>
              <span class="soft">
                {lastDeliveredAt === null
                  ? t.never({ when: moment(createdAt) })
                  : t.delivered({ when: moment(lastDeliveredAt) })}
              </span>
              <button
                type="button"
                class="button quiet"
                disabled={action.busy}
                aria-label={t.removeNamed({ name })}
                onClick={() => removeOther(id)}
              >
                {t.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
