/**
 * The baseline: a `ws` server that parses each message and answers with the same number and bytes of frames, and nothing
 * else. A process of its own, so that its CPU time is its own.
 */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { answerUsage } from './usage.ts';

const coachBytes = Number(process.argv[2] ?? 0);
const coach = JSON.stringify({ type: 'coach', filler: 'x'.repeat(Math.max(0, coachBytes - 30)) });
const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  clientTracking: false,
});
server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { type: string; first?: number; items?: unknown[] };
    if (frame.type === 'samples') {
      socket.send(`{"type":"ack","seq":${(frame.first ?? 0) + (frame.items?.length ?? 0) - 1}}`);
      if (coachBytes > 0) socket.send(coach);
    } else {
      socket.send('{"type":"welcome","ack":0,"serverTime":0,"maxBatch":300,"maxInFlight":3,"ended":false}');
    }
  });
});
server.on('listening', () => {
  // Listening on TCP, so the address is one of TCP.
  answerUsage((server.address() as AddressInfo).port);
});
