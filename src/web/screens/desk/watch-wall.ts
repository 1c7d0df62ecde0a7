import { signal, type ReadonlySignal } from '@preact/signals';
import { backoffMs } from '../../../adapters/wire/live/live-backoff.ts';
import { isRefusal } from '../../../adapters/wire/live/is-refusal.ts';
import type { ErrorFrame } from '../../../adapters/wire/live/live-frames.ts';
import { WALL_SUBPROTOCOL } from '../../../adapters/wire/live/live-protocol.ts';
import type { WallFrame } from '../../../adapters/wire/live/wall-frames.ts';
import { liveUrl } from '../../live/connect-client.ts';
import { withCoach, type WallRunner } from './wall-runner.ts';

export interface WatchedWall {
  readonly runners: ReadonlySignal<ReadonlyMap<string, WallRunner>>;
  readonly server: ReadonlySignal<'connecting' | 'connected' | 'offline' | 'refused'>;
  /** Closes the socket and ends every timer. */
  readonly stop: () => void;
}

/** Follows the wall of a clinic (R5) and comes back by itself; what came within one picture is shown in one. */
export function watchWall(clinicId: string): WatchedWall {
  const runners = signal<ReadonlyMap<string, WallRunner>>(new Map());
  const server = signal<'connecting' | 'connected' | 'offline' | 'refused'>('connecting');
  /** What has come since the last picture. */
  const next = new Map<string, WallRunner>();
  let picture: number | null = null;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | null = null;

  const paint = (): void => {
    picture = null;
    runners.value = new Map(next);
  };
  const take = (frame: WallFrame): void => {
    if (frame.type === 'gone') next.delete(frame.athleteId);
    else {
      const { athleteId, name, coach } = frame;
      next.set(athleteId, withCoach(next.get(athleteId), { athleteId, name, coach }, Date.now()));
    }
    picture ??= requestAnimationFrame(paint);
  };
  const connect = (): void => {
    const opening = new WebSocket(liveUrl(`/v1/clinics/${clinicId}/wall`), WALL_SUBPROTOCOL);
    socket = opening;
    let retryAfterSeconds = 0;
    opening.addEventListener('open', () => {
      server.value = 'connected';
    });
    opening.addEventListener('message', ({ data }) => {
      // Our own server speaks.
      const frame = JSON.parse(String(data)) as WallFrame | ErrorFrame;
      if (frame.type === 'error') {
        ({ retryAfterSeconds = 0 } = frame);
        return;
      }
      attempt = 0;
      take(frame);
    });
    opening.addEventListener('close', ({ code }) => {
      if (socket !== opening) return;
      server.value = isRefusal(code, retryAfterSeconds) ? 'refused' : 'offline';
      if (server.value === 'offline') {
        timer = setTimeout(connect, backoffMs(attempt++, Math.random(), retryAfterSeconds));
      }
    });
  };
  connect();
  return {
    runners,
    server,
    stop() {
      clearTimeout(timer);
      if (picture !== null) cancelAnimationFrame(picture);
      const closing = socket;
      socket = null;
      closing?.close();
    },
  };
}
