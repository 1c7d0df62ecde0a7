/**
 * The baseline: a `ws` server that parses each message, of a binary one the numbers in its head, and answers with as many frames and bytes as it is told to, and
 * does nothing else. A separate process, so that its processor time is its own.
 */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { answerUsage } from './usage.ts';

/** Beside the acknowledgement of each message: further frames per message, of one text. */
export interface Imitation {
  readonly furtherFrames: number;
  readonly furtherBytes: number;
}

/** Places in a binary frame, as the protocol has them. */
const FIRST_AT = 1;
const COUNT_AT = 29;

let further = '';
let share = 0;
let owed = 0;
process.on('message', (question: Imitation | string) => {
  if (typeof question === 'string') return;
  const frame = JSON.stringify({ type: 'coach', filler: '' });
  further = JSON.stringify({
    type: 'coach',
    filler: 'x'.repeat(Math.max(0, question.furtherBytes - frame.length)),
  });
  share = question.furtherFrames;
});

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  perMessageDeflate: false,
  clientTracking: false,
});
server.on('connection', (socket) => {
  const acknowledge = (seq: number): void => {
    socket.send(`{"type":"ack","seq":${seq}}`);
    for (owed += share; owed >= 1; owed--) socket.send(further);
  };
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) {
      acknowledge(data.readUInt32LE(FIRST_AT) + data.readUInt16LE(COUNT_AT) - 1);
      return;
    }
    const frame = JSON.parse(data.toString()) as { type: string; first?: number; items?: unknown[] };
    if (frame.type === 'samples') {
      acknowledge((frame.first ?? 0) + (frame.items?.length ?? 0) - 1);
    } else {
      socket.send('{"type":"welcome","ack":0,"serverTime":0,"maxBatch":300,"maxInFlight":3,"ended":false}');
    }
  });
});
server.on('listening', () => {
  // Listening on TCP, so the address is one of TCP.
  answerUsage((server.address() as AddressInfo).port);
});
