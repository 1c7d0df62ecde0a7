import type { JSX } from 'preact';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { deviceToken } from '../../api/device-token.ts';
import type { LiveIntent } from '../../../adapters/wire/live/live-frames.ts';
import { ARTICLE_INTENTS, intentFor } from '../../../domain/intent.ts';
import { isArticleTarget } from '../../../domain/prescription/article.ts';
import type { Dose, Prescription } from '../../../domain/prescription/prescription.ts';
import { isoWeekOf } from '../../../domain/calendar/week.ts';
import { FromCoaches } from '../../components/from-coaches.tsx';
import { bandClass } from '../../components/band-class.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { hasBluetooth } from '../../live/bluetooth-strap.ts';
import { startSimulated, startStrap } from '../../live/bridge.ts';
import { sendingOn } from '../../live/rest-of-runs.ts';
import { keepsRuns } from '../../live/persistence.ts';
import { liveView } from '../../live/live-view.ts';
import { startWatching } from '../../live/watch.ts';
import { athlete, maxHeartRateInForce, prescriptionInForce, today } from '../../shell/athlete.ts';
import { rememberWeek } from '../../shell/known-week.ts';
import { hrefOf } from '../../shell/address.ts';
import { doseWords } from '../me/dose-words.ts';
import { RelayStart } from './relay-start.tsx';
import './live-start.css';

const intent = signal<LiveIntent>('free');

/** What will you run, and with what? */
export function LiveStart({ byRelay }: { byRelay: boolean }): JSX.Element {
  const t = words.value.live;
  const { trouble } = liveView.value;
  const choices = choicesOf(prescriptionInForce());
  // What was chosen before may no longer be prescribed.
  const chosen = choices.find(({ id }) => id === intent.value)?.id ?? 'free';
  // What is left of the week is worth knowing before the network is gone.
  useEffect(() => void rememberWeek().catch(() => undefined), []);
  return (
    <div class="live-start">
      <h1>{t.startTitle}</h1>
      <FromCoaches week={isoWeekOf(today())} />
      <fieldset class="intents">
        <legend>{t.intentQuestion}</legend>
        {choices.map(({ id, look, title, text, isNamed }) => (
          <label key={id} class={look} data-named={isNamed}>
            <input type="radio" name="intent" checked={chosen === id} onChange={() => (intent.value = id)} />
            <span class="swatch" />
            <span>
              <strong>{title}</strong>
              <span class="soft small">{text}</span>
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
      {byRelay ? <RelayStart intent={chosen} /> : <OwnStart intent={chosen} />}
      <p class="soft small">
        {t.keepScreenOn} {keepsRuns.value !== null && (keepsRuns.value ? t.keepsRuns : t.mayClearRuns)}
      </p>
    </div>
  );
}

/** With a strap or without: this page captures, or watches; or it coaches what an app captures. */
function OwnStart({ intent: chosen }: { intent: LiveIntent }): JSX.Element {
  const t = words.value.live;
  return (
    <div class="stack">
      {hasBluetooth() ? (
        <>
          <button type="button" class="button primary big" onClick={() => void startStrap(chosen)}>
            {t.connect}
          </button>
          <button type="button" class="button quiet" onClick={() => void startStrap(chosen, true)}>
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

interface Choice {
  readonly id: LiveIntent;
  readonly look: string;
  readonly title: string;
  readonly text: string;
  /** By the words of a person, which may be many. */
  readonly isNamed: boolean;
}

/** A free run, and one for each target that heart rate decides. */
function choicesOf(prescription: Prescription): Choice[] {
  const { intents } = words.value.live;
  const free = intents.free;
  const targets = prescription.targets.flatMap((target): Choice[] => {
    const { id, band, dose } = target;
    if (band === null) return [];
    const look = bandClass(id, prescription);
    if (!isArticleTarget(target, prescription)) {
      const { title } = nameOf(id, prescription);
      return [
        { id: intentFor(id), look, title, text: doseWords(target, words.value.prescription), isNamed: true },
      ];
    }
    // The article's cardio is what its other targets bring anyway (T7).
    const article = ARTICLE_INTENTS.find((each) => each === id);
    if (article === undefined) return [];
    const { title, text } = intents[article];
    return [{ id: article, look, title, text: text(minutesOf(dose)), isNamed: false }];
  });
  const { title, text } = free;
  return [
    { id: 'free', look: 'band-between', title, text: text({ from: 0, to: 0 }), isNamed: false },
    ...targets,
  ];
}

/** The prescribed minutes of a dose, from and to. */
function minutesOf(dose: Dose): { from: number; to: number } {
  if (dose.unit !== 'sessions' && dose.unit !== 'days') return { from: 0, to: 0 };
  const { least, most } = dose.seconds;
  return { from: least / 60, to: (most ?? least) / 60 };
}
