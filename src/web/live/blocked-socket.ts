import { show } from './live-view.ts';
import { tellOnce } from './tell-once.ts';

/** So often in a row must the server have answered right after a connection that did not open. */
const ANSWERS = 2;

/**
 * Tells a server that is away from a way that lets no WebSocket through, as a proxy does that passes no Upgrade header on:
 * then everything else of the server answers.
 */
export function createBlockedSocketWatch(isShown: () => boolean): { opened(): void; unopened(): void } {
  let answers = 0;
  return {
    opened() {
      answers = 0;
    },
    unopened() {
      void fetch('/healthz', { cache: 'no-store' })
        .then(({ ok }) => {
          answers = ok ? answers + 1 : 0;
          if (answers < ANSWERS || !isShown()) return;
          show({ server: 'no_socket' });
          tellOnce('no_socket');
        })
        .catch(() => {
          answers = 0;
        });
    },
  };
}
