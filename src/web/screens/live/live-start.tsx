import type { JSX } from 'preact';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { deviceToken } from '../../api/device-token.ts';
import type { LiveIntent } from '../../../adapters/wire/live/live-frames.ts';
import { words } from '../../language/language.ts';
import { hasBluetooth } from '../../live/bluetooth-strap.ts';
import { startSimulated, startStrap } from '../../live/bridge.ts';
import { sendingOn } from '../../live/rest-of-runs.ts';
import { keepsRuns } from '../../live/persistence.ts';
import { liveView } from '../../live/live-view.ts';
import { startWatching } from '../../live/watch.ts';
import { athlete, maxHeartRateInForce, prescriptionInForce } from '../../shell/athlete.ts';
import { rememberWeek } from '../../shell/known-week.ts';
import { hrefOf } from '../../shell/route.ts';
import { RelayStart } from './relay-start.tsx';
import './live-start.css';

const INTENTS: readonly LiveIntent[] = ['free', 'zone2', 'interval_4x4', 'anti_inflammatory'];
const intent = signal<LiveIntent>('free');

/** What will you run, and with what? */
export function LiveStart({ byRelay }: { byRelay: boolean }): JSX.Element {
  const t = words.value.live;
  const { trouble } = liveView.value;
  // What is left of the week is worth knowing before the network is gone.
  useEffect(() => void rememberWeek().catch(() => undefined), []);
  return (
    <div class="live-start">
      <h1>{t.startTitle}</h1>
      <fieldset class="intents">
        <legend>{t.intentQuestion}</legend>
        {INTENTS.map((id) => (
          <label key={id} class={id === 'free' ? 'band-between' : `band-${id}`}>
            <input
              type="radio"
              name="intent"
              checked={intent.value === id}
              onChange={() => (intent.value = id)}
            />
            <span class="swatch" />
            <span>
              <strong>{t.intents[id].title}</strong>
              <span class="soft small">{t.intents[id].text(minutesOf(id))}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {athlete.value !== null && maxHeartRateInForce() === null && (
        <p class="notice">
          <span>
            {t.noMax}{' '}
            {deviceToken() === null ? <a href={hrefOf('start')}>{t.enterMax}</a> : t.enterMaxElsewhere}
          </span>
        </p>
      )}
      {sendingOn.value > 0 && (
        <p class="notice" role="status">
          {t.sendingOn({ n: sendingOn.value })}
        </p>
      )}
      {trouble !== null && (
        <p class="notice" role="alert">
          {t.troubles[trouble]}
        </p>
      )}
      {byRelay ? <RelayStart intent={intent.value} /> : <OwnStart />}
      <p class="soft small">
        {t.keepScreenOn} {keepsRuns.value !== null && (keepsRuns.value ? t.keepsRuns : t.mayClearRuns)}
      </p>
    </div>
  );
}

/** With a strap or without: this page captures, or watches; or it coaches what an app captures. */
function OwnStart(): JSX.Element {
  const t = words.value.live;
  return (
    <div class="stack">
      {hasBluetooth() ? (
        <>
          <button type="button" class="button primary big" onClick={() => void startStrap(intent.value)}>
            {t.connect}
          </button>
          <button type="button" class="button quiet" onClick={() => void startStrap(intent.value, true)}>
            {t.notListed}
          </button>
        </>
      ) : (
        <BluetoothHelp />
      )}
      <button type="button" class="button big" onClick={() => void startSimulated()}>
        {t.trySimulated}
      </button>
      <a class="button big" href={hrefOf('live', 'relay')}>
        {words.value.relays.live.start}
      </a>
      <button type="button" class="button quiet" onClick={() => startWatching()}>
        {t.watch}
      </button>
    </div>
  );
}

function BluetoothHelp(): JSX.Element {
  const t = words.value.live;
  return (
    <section class="notice">
      <h2>{t.noBluetoothTitle}</h2>
      <p>{isSecureContext ? t.noBluetoothText : t.noBluetoothInsecure}</p>
      <ul class="help">
        {t.noBluetoothWays.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      <p>
        <a href={hrefOf('upload')}>{t.uploadInstead}</a>
      </p>
    </section>
  );
}

/** The prescribed minutes of an intent, from and to. */
function minutesOf(intent: LiveIntent): { from: number; to: number } {
  const dose = prescriptionInForce().targets.find(({ id }) => id === intent)?.dose;
  if (dose?.unit !== 'sessions' && dose?.unit !== 'days') return { from: 0, to: 0 };
  const { least, most } = dose.seconds;
  return { from: least / 60, to: (most ?? least) / 60 };
}
