import { signal } from '@preact/signals';

export type Screen =
  | 'live'
  | 'week'
  | 'weeks'
  | 'session'
  | 'upload'
  | 'me'
  | 'relays'
  | 'start'
  | 'desk'
  | 'consent'
  | 'authorize'
  | 'invitation';

export interface Route {
  readonly screen: Screen;
  /** ISO week, session id: what the screen is about, or null for "now". */
  readonly subject: string | null;
}

const SCREENS: readonly Screen[] = [
  'live',
  'week',
  'weeks',
  'session',
  'upload',
  'me',
  'relays',
  'start',
  'desk',
  'consent',
  'authorize',
  'invitation',
];

/** `#/week/2026-W47`. Everything is behind the hash: the page works from any path and offline without server rules. */
function parseRoute(hash: string): Route {
  const [screen, subject] = hash.replace(/^#\/?/, '').split('/');
  const known = SCREENS.find((name) => name === screen);
  return {
    screen: known ?? 'week',
    subject: known !== undefined && subject ? decodeURIComponent(subject) : null,
  };
}

export function hrefOf(screen: Screen, subject?: string): string {
  return subject === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(subject)}`;
}

export const route = signal<Route>(parseRoute(location.hash));

export function go(screen: Screen, subject?: string): void {
  location.hash = hrefOf(screen, subject);
}

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
  scrollTo(0, 0);
});
