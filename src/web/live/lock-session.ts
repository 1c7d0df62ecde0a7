/**
 * One tab numbers the items of a session; a second one watches (L4). Resolves to a release function, or null when
 * another tab holds the session. The browser releases it when the tab dies.
 */
export function lockSession(session: string): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    navigator.locks
      .request(`zone-coach.session.${session}`, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      // A browser that refuses locks holds up no run: the server lets one writer in (L4).
      .catch(() => resolve(() => undefined));
  });
}
