import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { placeLook } from '../../components/place-look.ts';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { endSession, leaveEnding, pauseSession, resumeSession } from '../../live/bridge.ts';
import { liveView, prescriptionOfRun } from '../../live/live-view.ts';
import { endRelay } from '../../live/relay-run.ts';
import { hasVoice, muted, setMuted } from '../../live/speech.ts';
import { stopWatching } from '../../live/watch.ts';
import { hrefOf } from '../../shell/address.ts';
import { KnownWeekSoFar } from '../session/known-week-so-far.tsx';
import { BandTimes } from './band-times.tsx';
import { BandScale } from './band-scale.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { CeilingGuard, CeilingLine } from './ceiling-guard.tsx';
import { Dose } from './dose.tsx';
import { Intervals } from './intervals.tsx';
import './live-run.css';

/** The screen for the run itself: read at arm's length, in the rain, in half a second. */
export function LiveRun(): JSX.Element {
  const view = liveView.value;
  const t = words.value;
  const { look, name } = placeLook(view.bpm, view.bands, prescriptionOfRun());
  const percent =
    view.bpm === null || view.maxHeartRate === null ? null : Math.floor((100 * view.bpm) / view.maxHeartRate);
  const elapsed = useElapsed();
  if (view.phase === 'ending') return <Ending />;
  return (
    <div class={`live-run ${look}`} data-phase={view.phase}>
      <h1 class="visually-hidden">{t.nav.live}</h1>
      <ConnectionLine />
      <BandScale bpm={view.bpm} bands={view.bands} maxHeartRate={view.maxHeartRate} />
      <div class="pulse">
        <p class="numeral" data-testid="pulse">
          {view.bpm ?? '--'}
        </p>
      </div>
      <div class="live-main">
        <p class="pulse-band">
          <span class={`swatch ${look}`} />
          <strong>{view.bpm !== null && view.bands.length === 0 ? t.live.noBands : name}</strong>
          {percent !== null && <span class="pulse-percent numeral">{percent} %</span>}
        </p>
        <Cue />
        <CeilingLine />
        {view.coach?.interval !== undefined && <Intervals interval={view.coach.interval} />}
        <Dose />
        <div class="live-clock">
          <p>
            <span class="numeral">{clock(elapsed)}</span>
            {view.simulated && <strong class="soft">{t.live.simulated}</strong>}
            {view.source === 'watch' && <strong class="soft">{t.live.watching}</strong>}
          </p>
          {view.coach !== null && <BandTimes seconds={view.coach.seconds} />}
        </div>
      </div>
      <Controls />
      <CeilingGuard />
    </div>
  );
}

/** The run is over and not judged yet, which may take until there is a network: the week as this phone knows it. */
function Ending(): JSX.Element {
  return (
    <div class="live-run live-ending" data-phase="ending">
      <h1 class="visually-hidden">{words.value.nav.live}</h1>
      <ConnectionLine />
      <div class="live-main" tabIndex={0} role="region" aria-label={words.value.session.weekSoFar}>
        <Cue />
        <KnownWeekSoFar heading="h2" />
      </div>
      <Controls />
    </div>
  );
}

/** The last advice: read aloud by a screen reader as it comes. That there is none is only shown. */
function Cue(): JSX.Element {
  const { phase, unsent, server, source, coach, cue } = liveView.value;
  const t = words.value.live;
  const said =
    phase === 'paused'
      ? t.paused
      : phase === 'ending'
        ? server === 'connected'
          ? t.ending
          : t.endingUnsent({ n: unsent })
        : source === 'watch' && coach === null
          ? t.waitingForRun
          : source === 'relay' && coach === null
            ? words.value.relays.live.waiting
            : (cue?.text ?? null);
  return (
    <div class="cue" data-empty={said === null}>
      <p role="status">{said}</p>
      {said === null && <p>{t.noCue}</p>}
    </div>
  );
}

function useElapsed(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const { startedAtMs, coach, source } = liveView.value;
  if (startedAtMs === null) return 0;
  // A simulated run passes faster than the clock: its own instants tell its time.
  return ((source === 'simulated' ? (coach?.at ?? startedAtMs) : now) - startedAtMs) / 1000;
}

function Controls(): JSX.Element {
  const view = liveView.value;
  const t = words.value.live;
  const dialog = useRef<HTMLDialogElement>(null);
  if (view.source === 'watch') {
    return (
      <div class="live-controls alone">
        <button type="button" class="button" onClick={stopWatching}>
          {t.stopWatching}
        </button>
      </div>
    );
  }
  if (view.phase === 'ending') {
    return (
      <div class="live-controls alone">
        <a class="button" href={hrefOf('week')}>
          {t.seeWeek}
        </a>
        <button type="button" class="button" onClick={leaveEnding}>
          {t.another}
        </button>
      </div>
    );
  }
  const paused = view.phase === 'paused';
  return (
    <div class="live-controls">
      <a class="button icon" href={hrefOf('week')} aria-label={words.value.nav.week}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 5h16v15H4zM4 10h16M9 3v4M15 3v4" />
        </svg>
      </a>
      <button
        type="button"
        class="button icon"
        disabled={!hasVoice}
        aria-pressed={muted.value || !hasVoice}
        aria-label={t.mute}
        onClick={() => setMuted(!muted.value)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path
            d={
              muted.value || !hasVoice
                ? 'M4 9v6h4l5 4V5L8 9zM17 9l5 6M22 9l-5 6'
                : 'M4 9v6h4l5 4V5L8 9zM17 9q2 3 0 6M20 6q4 6 0 12'
            }
          />
        </svg>
      </button>
      {view.strap === 'needs_tap' || view.strap === 'no_heart_rate' || view.source === 'relay' ? null : (
        <button type="button" class="button" onClick={paused ? resumeSession : pauseSession}>
          {paused ? t.resume : t.pause}
        </button>
      )}
      <button type="button" class="button primary" onClick={() => dialog.current?.showModal()}>
        {t.end}
      </button>
      <dialog ref={dialog} class="end-dialog" aria-label={t.endQuestion}>
        <h2>{t.endQuestion}</h2>
        <p class="soft">{view.unsent > 0 ? t.endUnsent({ n: view.unsent }) : t.endSaved}</p>
        <div class="stack">
          <button
            type="button"
            class="button primary"
            onClick={() => {
              dialog.current?.close();
              void (view.source === 'relay' ? endRelay() : endSession());
            }}
          >
            {t.endConfirm}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t.endCancel}
          </button>
        </div>
      </dialog>
    </div>
  );
}
