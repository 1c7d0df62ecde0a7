import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { correction, generate } from 'lean-qr';
import { getJson, remove, sendJson } from '../../api/api-client.ts';
import type { DeviceJson, Items, PairingCodeJson } from '../../api/contract.ts';
import { asProblem, useResource } from '../../api/resource.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { clock, moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';

/** Phones, watches and relays that may send for this athlete: paired by QR code, revoked at once. */
export function Devices(): JSX.Element {
  const t = words.value.devices;
  const list = useResource('devices', () => getJson<Items<DeviceJson>>('/v1/devices'));
  const [code, setCode] = useState<PairingCodeJson | null>(null);
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const fail = (error: unknown): void => setProblem(asProblem(error));
  const reload = (): void => {
    if (list.state !== 'loading') list.reload();
  };
  const pair = (): void => {
    setProblem(null);
    sendJson<PairingCodeJson>('POST', '/v1/devices/pairing-codes', { name: t.phone }).then(setCode, fail);
  };
  const active = list.state === 'ready' ? list.value.items.filter(({ revokedAt }) => revokedAt === null) : [];
  return (
    <section class="card stack" aria-labelledby="devices">
      <h2 id="devices">{t.title}</h2>
      {code === null ? (
        <>
          <p class="soft">{t.pairText}</p>
          <div>
            <button type="button" class="button" onClick={pair}>
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
      {problem !== null && <ProblemNotice problem={problem} />}
      {list.state === 'loading' && <Loading heights={[80]} />}
      {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
      {list.state === 'ready' && active.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="plain-list">
        {active.map(({ id, name, lastSeenAt, createdAt }) => (
          <li key={id} class="row">
            <strong>{name}</strong>
            <span class="soft">
              {lastSeenAt === null ? t.never(moment(createdAt)) : t.lastSeen(moment(lastSeenAt))}
            </span>
            <button
              type="button"
              class="button quiet"
              aria-label={t.revokeDevice(name)}
              onClick={() => void remove(`/v1/devices/${id}`).then(reload, fail)}
            >
              {t.revoke}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PairingQr({ code, onDone }: { code: PairingCodeJson; onDone: () => void }): JSX.Element {
  const t = words.value.devices;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [left, setLeft] = useState(secondsUntil(code.expiresAt));
  const address = `${location.origin}/${hrefOf('start', code.code)}`;
  useEffect(() => {
    if (canvas.current !== null) {
      generate(address, { minCorrectionLevel: correction.M }).toCanvas(canvas.current, {
        on: [0, 0, 0],
        off: [255, 255, 255],
        padX: 2,
        padY: 2,
      });
    }
    const timer = setInterval(() => setLeft(secondsUntil(code.expiresAt)), 1000);
    return () => clearInterval(timer);
  }, [address]);
  return (
    <div class="pairing">
      <canvas ref={canvas} role="img" aria-label={t.qrLabel} />
      <div class="stack">
        <p>{t.scan}</p>
        <p class="pairing-code">{code.code}</p>
        <p class="soft">{left > 0 ? t.expires(clock(left)) : t.expired}</p>
        <div>
          <button type="button" class="button" onClick={onDone}>
            {t.done}
          </button>
        </div>
      </div>
    </div>
  );
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.floor((Date.parse(instant) - Date.now()) / 1000));
}
