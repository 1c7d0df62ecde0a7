import type { LiveBuffer } from '../../adapters/wire/live/live-buffer.ts';
import { LiveClient } from '../../adapters/wire/live/live-client.ts';
import type { ClientSocket, LiveClientEvents } from '../../adapters/wire/live/live-client-options.ts';
import { deviceToken } from '../api/device-token.ts';
import { locale } from '../language/language.ts';
import { rememberNumber } from './numbers-given.ts';
import type { OpenSession } from './session-store.ts';

/** The shared client with a browser's socket, clocks and timers. `isNew`: nothing can be kept of the session yet. */
export function connectClient(
  session: OpenSession,
  buffer: LiveBuffer,
  events: LiveClientEvents,
  isNew = false,
): LiveClient {
  const token = deviceToken();
  let keeps = true;
  const client = new LiveClient({
    url: liveUrl('/v1/live'),
    session: session.id,
    ...(token === null ? {} : { token }),
    about: {
      device: {
        ...(session.deviceName === null ? {} : { name: session.deviceName }),
        kind: session.source,
      },
      sport: session.sport,
      intent: session.intent,
      locale: locale.value,
      ...(session.timeScale === null ? {} : { simulated: { timeScale: session.timeScale } }),
    },
    ...(session.timeScale === null ? {} : { fixedOffsetMs: 0 }),
    buffer,
    // A browser's socket is one; lib.dom types its handlers by the events it gives, not by those it needs.
    createSocket: (url, protocol) => new WebSocket(url, protocol) as unknown as ClientSocket,
    clock: { monoMs: () => performance.now(), wallMs: () => Date.now() },
    timers: {
      setTimeout: (callback, ms) => setTimeout(callback, ms),
      // A handle of the line above, which the client only hands back.
      clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
    },
    random: Math.random,
    isNew,
    events: {
      ...events,
      storage(now) {
        keeps = now;
        if (!keeps) rememberNumber(session.id, client.lastSeq);
        events.storage?.(keeps);
      },
      captured(entry) {
        if (!keeps) rememberNumber(session.id, entry.seq);
        events.captured?.(entry);
      },
    },
  });
  return client;
}

export function liveUrl(path: string): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${path}`;
}
