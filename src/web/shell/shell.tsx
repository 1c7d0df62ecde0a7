import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, signedOut } from '../api/api-client.ts';
import { Loading } from '../components/loading.tsx';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { words } from '../language/language.ts';
import { liveView } from '../live/live-view.ts';
import { sampleShare } from '../live/sample-week.ts';
import { LiveScreen } from '../screens/live/live-screen.tsx';
import { WeekScreen } from '../screens/week/week-screen.tsx';
import { AddressNotice } from './address-notice.tsx';
import { athlete, maxHeartRates } from './athlete.ts';
import { DropAnywhere } from './drop-anywhere.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { askWho, isOnlyStaff, isUnasked, me } from './me.ts';
import { hrefOf, type Screen } from './address.ts';
import { route } from './route.ts';
import { useArrival } from './use-arrival.ts';
import './shell.css';

type ScreenComponent = ComponentType<{ subject: string | null }>;

/** Live and the week are what a runner opens; the rest arrives when it is asked for. */
const LAZY: Readonly<Record<Exclude<Screen, 'live' | 'week'>, () => Promise<ScreenComponent>>> = {
  weeks: async () => (await import('../screens/weeks/weeks-screen.tsx')).WeeksScreen,
  session: async () => (await import('../screens/session/session-screen.tsx')).SessionScreen,
  upload: async () => (await import('../screens/upload/upload-screen.tsx')).UploadScreen,
  desk: async () => (await import('../screens/desk/desk-screen.tsx')).DeskScreen,
  consent: async () => (await import('../screens/consent/consent-screen.tsx')).ConsentScreen,
  authorize: async () => (await import('../screens/authorize/authorize-screen.tsx')).AuthorizeScreen,
  invitation: async () => (await import('../screens/invitation/invitation-screen.tsx')).InvitationScreen,
  me: async () => (await import('../screens/me/me-screen.tsx')).MeScreen,
  relays: async () => (await import('../screens/relays/relays-screen.tsx')).RelaysScreen,
  start: async () => (await import('../screens/start/start-screen.tsx')).StartScreen,
};

/** Fetches the script of a screen; of one that is part of the page already, nothing. */
export async function loadScreen(screen: Screen): Promise<void> {
  if (screen !== 'live' && screen !== 'week') await LAZY[screen]();
}

/** Who is signed in never needs it. */
const loadSignIn = async (): Promise<ScreenComponent> => (await import('./sign-in.tsx')).SignIn;

const TABS: readonly Screen[] = ['live', 'week', 'weeks', 'upload', 'me'];
/** Of what a person without an athlete can see. */
const STAFF_SCREENS: readonly Screen[] = ['desk', 'invitation', 'authorize', 'me'];

export function Shell(): JSX.Element {
  const { screen, subject } = route.value;
  // Whether a newcomer has come is known only then: no other screen flashes by before.
  const [knowsWho, setKnowsWho] = useState(athlete.value !== null || me.value !== null);
  useEffect(() => {
    askWho()
      .catch(() => undefined)
      .finally(() => setKnowsWho(true));
  }, []);
  const running = liveView.value.phase !== 'idle' && liveView.value.phase !== 'ended';
  const immersed = screen === 'live' && running;
  // A newcomer has no max heart rate: without one there is nothing to judge by.
  // The sample brings an example of one; until it is whole there is no week to see.
  const unjudged = maxHeartRates.value?.length === 0 || sampleShare.value !== null;
  const newcomer = unjudged && screen === 'week' && athlete.value?.name === '';
  const isStaffs = STAFF_SCREENS.includes(screen);
  // The first screen asks whether they train: no screen of an athlete is theirs before.
  const asked = isUnasked() && !isStaffs;
  const shown: Screen = asked || newcomer ? 'start' : isOnlyStaff() && !isStaffs ? 'desk' : screen;
  useArrival(shown, `${screen} ${subject} ${running ? 'running' : liveView.value.phase}`);
  const entering = (screen === 'start' || screen === 'invitation') && subject !== null;
  if (signedOut.value && !immersed && !entering) return <LazyScreen load={loadSignIn} subject={null} />;
  return (
    <div class="shell" data-screen={shown} data-immersed={immersed}>
      <a class="skip-link" href="#content" onClick={skipToContent}>
        {words.value.nav.skip}
      </a>
      {!immersed && <TopBar current={shown} />}
      <main id="content" tabIndex={-1}>
        {!immersed && <AddressNotice />}
        {knowsWho || screen !== 'week' ? (
          <ScreenOf screen={shown} subject={shown === screen ? subject : null} />
        ) : (
          <Loading heights={[110, 200, 150]} />
        )}
      </main>
      {!immersed && running && (
        <aside aria-label={words.value.nav.live}>
          <a class="live-strip" href={hrefOf('live')}>
            <span class="numeral">{liveView.value.bpm ?? '--'}</span> {words.value.live.backToRun}
          </a>
        </aside>
      )}
      <DropAnywhere />
    </div>
  );
}

function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function TopBar({ current }: { current: Screen }): JSX.Element {
  const t = words.value.nav;
  const works = (me.value?.clinics.length ?? 0) > 0;
  const staffs = isOnlyStaff() || isUnasked();
  const tabs: readonly Screen[] = staffs ? ['desk', 'me'] : works ? [...TABS, 'desk'] : TABS;
  return (
    <>
      <header class="top-bar no-print">
        <a class="wordmark" href={hrefOf('week')} aria-label="Zone Coach">
          <svg viewBox="0 0 48 28" aria-hidden="true">
            <rect x="2.500" y="2.500" width="43" height="23" rx="11.500" />
            <path d="M10 14.500h7l3-6 5 12 3.500-8 1.500 2h8" />
          </svg>
          Zone Coach
        </a>
        <LanguageSwitch />
      </header>
      {/* Who follows an invitation or a link is not in yet, and a newcomer is asked first: no other screen is theirs. */}
      {!signedOut.value && !(isUnasked() && current === 'start') && (
        <nav class="tabs no-print" aria-label={t.label}>
          {tabs.map((screen) => (
            <a key={screen} href={hrefOf(screen)} aria-current={current === screen ? 'page' : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={TAB_ICONS[screen]} />
              </svg>
              {t[screen]}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}

const TAB_ICONS: Readonly<Partial<Record<Screen, string>>> = {
  live: 'M2 13h5l2.500-7 5 13 2.500-6h5',
  week: 'M4 5h16v15H4zM4 10h16M9 3v4M15 3v4',
  weeks: 'M4 20V12M9.500 20V7M15 20v-9M20.500 20V4',
  upload: 'M12 17V4M6.500 9.500 12 4l5.500 5.500M4 20h16',
  desk: 'M4 20V8l8-4 8 4v12M4 20h16M9 20v-6h6v6M12 8v4M10 10h4',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c1-4.500 4-6.500 8-6.500s7 2 8 6.500',
};

function ScreenOf({ screen, subject }: { screen: Screen; subject: string | null }): JSX.Element | null {
  if (screen === 'live') return <LiveScreen subject={subject} />;
  if (screen === 'week') return <WeekScreen subject={subject} />;
  return <LazyScreen key={screen} load={LAZY[screen]} subject={subject} />;
}

function LazyScreen({
  load,
  subject,
}: {
  load: () => Promise<ScreenComponent>;
  subject: string | null;
}): JSX.Element | null {
  const [component, setComponent] = useState<{ Screen: ScreenComponent } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load().then(
      (Screen) => setComponent({ Screen }),
      () => setFailed(true),
    );
  }, []);
  if (failed) return <ProblemNotice problem={new ApiProblem(0, 'offline', '')} />;
  if (component === null) return null;
  return <component.Screen subject={subject} />;
}
