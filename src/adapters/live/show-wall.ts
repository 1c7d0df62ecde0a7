import type { WebSocket } from '@fastify/websocket';
import type { Authority } from '../../application/authority/authorities.ts';
import { AppError } from '../../application/errors.ts';
import type { WallRunner } from '../../application/people/open-wall.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import type { CoachFrame } from '../wire/live/live-frames.ts';
import type { WallFrame } from '../wire/live/wall-frames.ts';
import type { LiveChannel } from './live-channel.ts';
import { closeOf, type Refusal, refusalText } from './refusal.ts';
import { watchAthlete } from './watch-athlete.ts';

/** What a wall relies on, and who is on it at the moment of asking. */
export interface Wall {
  readonly authority: Authority;
  readonly listRunners: () => Promise<readonly WallRunner[]>;
}

/** Who has given or taken back their consent is seen at this pace; what is taken back ends at once. */
const REFRESH_MS = 5_000;
/** A runner of whom nothing comes leaves the wall (R5). */
const GONE_AFTER_MS = 3 * MINUTE_MS;
/** As the access log counts: a longer look is one more. */
const LOOK_EVERY_MS = 10 * MINUTE_MS;

interface Shown {
  readonly stop: () => void;
  lastFrameMs: number | null;
  loggedMs: number | null;
}

/**
 * The live wall of a clinic (R5): a `runner` frame for every coach frame of an athlete who lets the clinic see their
 * running pulse, from whichever process, and `gone` when nothing has come for three minutes or the consent ends.
 */
export function showWall(input: {
  readonly channel: Pick<LiveChannel, 'live' | 'registry'>;
  readonly socket: WebSocket;
  /** Null for somebody who may not look. */
  readonly wall: Promise<Wall | null>;
}): void {
  const { socket } = input;
  const { live, registry } = input.channel;
  const shown = new Map<string, Shown>();
  let letGo: (() => void) | null = null;
  let missedPongs = 0;
  const nowMs = (): number => live.clock.nowMs();
  const isOpen = (): boolean => socket.readyState === socket.OPEN;
  const send = (frame: WallFrame): void => {
    if (isOpen() && socket.bufferedAmount < live.limits.slowReaderBytes) socket.send(JSON.stringify(frame));
  };

  const refuse = (refusal: Refusal): void => {
    if (!isOpen()) return;
    socket.send(refusalText(refusal));
    socket.close(...closeOf(refusal));
  };
  /** A database that cannot be asked has refused nobody. */
  const giveUp = (error: unknown): void => {
    if (error instanceof AppError) {
      refuse({ code: 'unauthorised', message: error.message });
      return;
    }
    live.log.warn({ err: error }, 'a wall waits for the database');
    refuse({ code: 'overloaded', message: 'the server cannot tell now who may be seen' });
  };

  const drop = (athleteId: string): void => {
    const runner = shown.get(athleteId);
    if (runner === undefined) return;
    shown.delete(athleteId);
    runner.stop();
    if (runner.lastFrameMs !== null) send({ type: 'gone', athleteId });
  };

  const show = ({ athleteId, name, authority, recordLook }: WallRunner): void => {
    const onFrame = (text: string): void => {
      const runner = shown.get(athleteId);
      if (runner === undefined) return;
      runner.lastFrameMs = nowMs();
      if (runner.loggedMs === null || nowMs() - runner.loggedMs >= LOOK_EVERY_MS) {
        runner.loggedMs = nowMs();
        recordLook().catch((error: unknown) => {
          live.log.warn({ err: error }, 'a look could not be written down');
          drop(athleteId);
        });
      }
      // Written by a stream of this service.
      const coach = JSON.parse(text) as CoachFrame;
      send({ type: 'runner', athleteId, name, session: coach.session, coach });
    };
    const stopWatching = watchAthlete(live, athleteId, {
      get bufferedBytes() {
        return socket.bufferedAmount;
      },
      send: (text, type) => {
        if (type === 'coach') onFrame(text);
      },
    });
    let release = (): void => undefined;
    const stop = (): void => {
      release();
      stopWatching();
    };
    shown.set(athleteId, { stop, lastFrameMs: null, loggedMs: null });
    // Last: what was taken back since the list was read ends at once (L14).
    release = live.authorities.hold(authority, () => drop(athleteId));
  };

  const refresh = async ({ listRunners }: Wall): Promise<void> => {
    const runners = await listRunners();
    if (!isOpen()) return;
    const ids = new Set(runners.map(({ athleteId }) => athleteId));
    for (const athleteId of shown.keys()) if (!ids.has(athleteId)) drop(athleteId);
    for (const runner of runners) if (!shown.has(runner.athleteId)) show(runner);
  };

  const admit = async (): Promise<void> => {
    const wall = await input.wall;
    if (wall === null) {
      refuse({ code: 'unauthorised', message: 'a session of a coach of this clinic is needed' });
      return;
    }
    // What a closed socket begins, nothing would end.
    if (!isOpen()) return;
    letGo = live.authorities.hold(wall.authority, () =>
      refuse({ code: 'unauthorised', message: 'the session was ended or has expired' }),
    );
    await refresh(wall);
    if (!isOpen()) return;
    ticking.push(setInterval(() => void refresh(wall).catch(giveUp), REFRESH_MS));
  };

  const ticking: NodeJS.Timeout[] = [
    setInterval(() => {
      if (missedPongs++ >= 2) socket.terminate();
      else socket.ping();
      for (const [athleteId, runner] of shown) {
        if (runner.lastFrameMs === null || nowMs() - runner.lastFrameMs < GONE_AFTER_MS) continue;
        runner.lastFrameMs = null;
        send({ type: 'gone', athleteId });
      }
    }, live.limits.pingIntervalMs),
  ];
  socket.on('pong', () => (missedPongs = 0));
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const timer of ticking) clearInterval(timer);
    letGo?.();
    for (const { stop } of shown.values()) stop();
    shown.clear();
    registry.watchers.delete(socket);
  });
  registry.watchers.add(socket);
  admit().catch(giveUp);
}
