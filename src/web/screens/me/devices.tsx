import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { DeviceJson, Items, PairingCodeJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';
import { PairingQr } from './pairing-qr.tsx';

/** A phone can't open an address of this machine alone. */
const ON_THIS_MACHINE_ONLY = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);

/** Phones, watches and relays that may send for this athlete: paired by QR code, revoked at once. */
export function Devices(): JSX.Element {
  const t = words.value.devices;
  const list = useResource('devices', () => getJson<Items<DeviceJson>>('/v1/devices'));
  const [code, setCode] = useState<PairingCodeJson | null>(null);
  const action = useAction();
  const { reload } = list;
  const pair = async (): Promise<void> => {
    setCode(await sendJson('POST', '/v1/devices/pairing-codes', { name: t.phone }));
  };
  const revoke = async (id: string): Promise<void> => {
    await remove(`/v1/devices/${id}`);
    reload();
  };
  const active = list.state === 'ready' ? list.value.items.filter(({ revokedAt }) => revokedAt === null) : [];
  return (
    <section class="card stack" aria-labelledby="devices">
      <h2 id="devices">{t.title}</h2>
      {code === null ? (
        <>
          <p class="soft">{t.pairText}</p>
          {ON_THIS_MACHINE_ONLY && <p class="notice">{t.notReachable({ host: location.host })}</p>}
          <div>
            <button type="button" class="button" disabled={action.busy} onClick={() => action.run(pair)}>
              {t.pair}
            </button>
          </div>
        </>
      ) : (
        <PairingQr
          code={code}
          onDone={() => {
            setCode(null);
            reload();
          }}
        />
      )}
      <p>
        <a href={hrefOf('relays')}>{words.value.relays.manage}</a>
      </p>
      <ProblemNotice problem={action.problem} />
      {list.state === 'loading' && <Loading heights={[80]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && active.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="plain-list">
        {active.map(({ id, name, lastSeenAt, createdAt }) => (
          <li key={id} class="row">
            <strong>{name}</strong>
            <span class="soft">
              {lastSeenAt === null
                ? t.never({ when: moment(createdAt) })
                : t.lastSeen({ when: moment(lastSeenAt) })}
            </span>
            <button
              type="button"
              class="button quiet"
              disabled={action.busy}
              aria-label={t.revokeDevice({ name })}
              onClick={() => action.run(() => revoke(id))}
            >
              {t.revoke}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
