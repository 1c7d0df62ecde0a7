/** The screens, by the first part of an address. */
const SCREENS = [
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
] as const;

export type Screen = (typeof SCREENS)[number];

export interface Route {
  readonly screen: Screen;
  /** ISO week, session id, part of a clinic's desk: what the screen is about, or null for "now". */
  readonly subject: string | null;
}

/**
 * `#/week/2026-W47`, `#/desk/1111…/athletes/2222…`. Everything is behind the hash: the page works from any path and offline
 * without server rules. What nobody can read, from a link that was cut, is the week.
 */
export function parseRoute(hash: string): Route {
  const [name, ...parts] = hash.replace(/^#\/?/, '').split('/');
  const screen = SCREENS.find((each) => each === name);
  const subject = decoded(parts);
  if (screen === undefined || subject === null) return { screen: 'week', subject: null };
  return { screen, subject: subject === '' ? null : subject };
}

export function hrefOf(screen: Screen, subject?: string): string {
  const parts = subject?.split('/').map((part) => encodeURIComponent(part)) ?? [];
  return ['#', screen, ...parts].join('/');
}

function decoded(parts: readonly string[]): string | null {
  try {
    return parts.map((part) => decodeURIComponent(part)).join('/');
  } catch {
    return null;
  }
}
