import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { postBeat } from '../../api/api-client.ts';
import type { InletJson, IssuedInletJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';
import { sourceOf } from './inlet-source.ts';
import type { RelayApp } from './relay-apps.ts';

/** An address while it is known: only right after it was made. */
export interface NewAddress extends IssuedInletJson {
  readonly app: RelayApp;
}

const TEST_BPM = 72;
const ON_THIS_MACHINE_ONLY = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Not over plain http from another machine: there the text is selected by a tap. */
const CAN_COPY = 'clipboard' in navigator;

interface InletGuideProps {
  readonly made: NewAddress;
  /** What was last seen of it. */
  readonly inlet: InletJson | null;
  readonly onDone: () => void;
}

/** What to tap, the address to paste or scan, and whether a beat has come (N7). */
export function InletGuide({ made, inlet, onDone }: InletGuideProps): JSX.Element {
  const t = words.value.relays;
  const { app } = made;
  const guide = t.guides[app.id];
  const { hostname, host } = new URL(made.url);
  const address = {
    http: made.url,
    ws: made.url.replace(/^http/, 'ws'),
    topic: `zone-coach/${made.id}`,
    host: hostname,
  }[app.address];
  const [copied, setCopied] = useState(false);
  const [tested, setTested] = useState(false);
  const action = useAction();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  const test = async (): Promise<void> => {
    await postBeat(new URL(made.url).pathname, TEST_BPM);
    setTested(true);
  };
  return (
    <section class="guide stack" aria-labelledby="guide">
      <h2 id="guide">{app.name === '' ? t.other : app.name}</h2>
      {ON_THIS_MACHINE_ONLY.test(hostname) && <p class="notice">{t.onlyHere({ host })}</p>}
      <div class="address">
        {app.address !== 'host' && <QrCode text={address} label={t.qrLabel} />}
        <div class="stack">
          <label class="field">
            <span>{t.addresses[app.address]}</span>
            <textarea
              class="address-text"
              readOnly
              rows={3}
              value={address}
              onFocus={({ currentTarget }) => currentTarget.select()}
            />
          </label>
          <div class="row">
            {CAN_COPY && (
              <button type="button" class="button" onClick={() => action.run(copy)}>
                {copied ? t.copied : t.copy}
              </button>
            )}
            {address.includes(made.token) && <span class="soft small">{t.once}</span>}
          </div>
        </div>
      </div>
      <ol class="steps">
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {guide.limit !== undefined && <p class="soft">{guide.limit}</p>}
      <p class="arrival" role="status" data-arrived={inlet !== null && inlet.lastSeenAt !== null}>
        <Arrival inlet={inlet} app={app} />
      </p>
      {tested && <p class="soft small">{t.tested({ bpm: TEST_BPM })}</p>}
      <ProblemNotice problem={action.problem} />
      <div class="row">
        {app.sends === 'beats' && (
          <>
            <a class="button primary" href={hrefOf('live', 'relay')}>
              {t.coach}
            </a>
            <button type="button" class="button" disabled={action.busy} onClick={() => action.run(test)}>
              {t.test}
            </button>
          </>
        )}
        <button type="button" class="button" onClick={onDone}>
          {t.done}
        </button>
      </div>
    </section>
  );
}

function Arrival({ inlet, app }: { inlet: InletJson | null; app: RelayApp }): JSX.Element {
  const t = words.value.relays;
  const source = inlet === null ? null : sourceOf(inlet);
  if (inlet === null || source === null) {
    return <>{app.sends === 'beats' ? t.waiting : t.waitingForFile}</>;
  }
  return (
    <>
      <strong class="numeral">
        {inlet.lastBpm === null ? t.arrived : t.arrivedBpm({ bpm: inlet.lastBpm })}
      </strong>{' '}
      {source}
    </>
  );
}
