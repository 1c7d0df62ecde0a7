/** L14: a socket that is closed while its caller is looked up leaves nothing behind. */
import { EventEmitter } from 'node:events';
import type { WebSocket } from '@fastify/websocket';
import { expect, test } from 'vitest';
import { Authorities, type Authority } from '../../../src/application/authority/authorities.ts';
import { createInProcessBus } from '../../../src/adapters/live/live-bus.ts';
import type { LiveChannel } from '../../../src/adapters/live/live-channel.ts';
import { LIVE_LIMITS } from '../../../src/adapters/live/live-limits.ts';
import { showWall } from '../../../src/adapters/live/show-wall.ts';
import { StreamConnection } from '../../../src/adapters/live/stream-connection.ts';
import { helloFrame } from '../../support/live-hello.ts';

const ATHLETE = '019b0000-0000-7000-8000-000000000001';
const CLOCK = { nowMs: () => 0 };
const SESSION: Authority = { key: 'session:a', expiresAtMs: null };
const GRANT: Authority = { key: 'grant:b.1', expiresAtMs: null };

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: string[] = [];
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.emit('close');
  }
  pause(): void {
    this.emit('paused');
  }
  resume(): void {
    this.emit('resumed');
  }
}

function setUp() {
  const authorities = new Authorities(CLOCK);
  const bus = createInProcessBus();
  const socket = new FakeSocket();
  const live = {
    authorities,
    bus,
    clock: CLOCK,
    limits: LIVE_LIMITS,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: { refused: () => undefined },
  } as unknown as LiveChannel['live'];
  const registry = { watchers: new Set() } as unknown as LiveChannel['registry'];
  return { authorities, bus, live, registry, socket, webSocket: socket as unknown as WebSocket };
}

test('a stream holds on to no token', async () => {
  const { authorities, live, socket, webSocket } = setUp();
  const opened: string[] = [];
  // Attaches itself to the socket.
  const connection = new StreamConnection({
    live,
    socket: webSocket,
    caller: Promise.resolve({ athleteId: ATHLETE, scopes: ['live'], authority: SESSION }),
    openStream: (_connection, athleteId) => {
      opened.push(athleteId);
      return Promise.resolve(null);
    },
    registry: { forget: () => undefined },
  });
  socket.emit('message', Buffer.from(JSON.stringify(helloFrame(ATHLETE, ATHLETE))), false);
  socket.close();
  await new Promise(setImmediate);
  expect(connection.open).toBe(false);
  expect(opened).toEqual([]);
  expect(authorities.held()).toEqual([]);
});

test('a wall asks for nobody', async () => {
  const { authorities, live, registry, socket, webSocket } = setUp();
  let asked = 0;
  const listRunners = () => {
    asked++;
    return Promise.resolve([]);
  };
  showWall({
    channel: { live, registry },
    socket: webSocket,
    wall: Promise.resolve({ authority: SESSION, listRunners }),
  });
  socket.close();
  await new Promise(setImmediate);
  expect(asked).toBe(0);
  expect(authorities.held()).toEqual([]);
});

test('a wall shows nobody whose consent ended while its list was read', async () => {
  const { authorities, bus, live, registry, socket, webSocket } = setUp();
  const runner = { athleteId: ATHLETE, name: 'Anna', authority: GRANT, recordLook: () => Promise.resolve() };
  const listRunners = () => {
    authorities.end(GRANT.key);
    return Promise.resolve([runner]);
  };
  showWall({
    channel: { live, registry },
    socket: webSocket,
    wall: Promise.resolve({ authority: SESSION, listRunners }),
  });
  await new Promise(setImmediate);
  bus.publishCoach(ATHLETE, JSON.stringify({ type: 'coach', session: ATHLETE, simulated: false, bpm: 120 }));
  expect(socket.sent).toEqual([]);
  socket.close();
});
