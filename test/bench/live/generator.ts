/**
 * Straps: each connects, says hello and sends one item a second, as text or as the raw packet in a binary frame, spread
 * evenly over the second. Answers its parent with what the straps saw.
 */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { encodeRawSamples } from '../../../src/adapters/wire/live/binary-samples-frame.ts';
import { MAX_BATCH, MAX_IN_FLIGHT } from '../../../src/adapters/wire/live/live-protocol.ts';
import { connectBare, sendBinary, sendText } from './bare-client.ts';
import { endWithParent } from './usage.ts';

export interface LoadReport {
  readonly items: number;
  /** Frames: fewer than items where the credit made items wait for each other. */
  readonly sent: number;
  readonly frames: number;
  readonly bytes: number;
  /** Of the last acknowledgement. */
  readonly ackBytes: number;
  /** Milliseconds from the capture of an item to its acknowledgement, sorted. */
  readonly ackMs: readonly number[];
}

interface Beat {
  readonly wall: number;
  readonly bpm: number;
}

interface Strap {
  socket: Socket;
  readonly isBinary: boolean;
  seq: number;
  /** When the numbers above the last acknowledgement were captured. */
  capturedAtMs: number[];
  acked: number;
  /** Captured and not yet sent. */
  waiting: Beat[];
  /** The last numbers of the batches in flight. */
  inFlight: number[];
  bpm: number;
}

const TICK_MS = 20;
const CONNECT_AT_ONCE = 50;
/** How long the last acknowledgements are waited for: the slowest belong to the result. */
const LAST_ACKS_MS = 60_000;

let straps: Strap[] = [];
let report = { items: 0, sent: 0, frames: 0, bytes: 0, ackBytes: 0, ackMs: [] as number[] };

/** `{"type":"ack","seq":`: the letter after `"type":"` is enough to tell the frames apart. */
const LETTER_OF_TYPE = 9;
const ACK = 'a'.charCodeAt(0);
const WELCOME = 'w'.charCodeAt(0);
const DIGITS_OF_ACK = 20;

function onText(strap: Strap, bytes: Buffer, start: number, end: number): void {
  report.frames++;
  report.bytes += end - start;
  if (bytes[start + LETTER_OF_TYPE] !== ACK) return;
  report.ackBytes = end - start;
  let seq = 0;
  for (let at = start + DIGITS_OF_ACK; isDigit(bytes[at]!); at++) seq = seq * 10 + bytes[at]! - 0x30;
  const nowMs = performance.now();
  while (strap.acked < seq) {
    strap.acked++;
    const capturedAtMs = strap.capturedAtMs.shift();
    if (capturedAtMs !== undefined) report.ackMs.push(nowMs - capturedAtMs);
  }
  while (strap.inFlight.length > 0 && strap.inFlight[0]! <= seq) strap.inFlight.shift();
  if (strap.waiting.length > 0) sendWaiting(strap);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

async function open(port: number, token: string, isBinary: boolean): Promise<Strap> {
  let greeted = (): void => undefined;
  const welcome = new Promise<void>((resolve) => (greeted = resolve));
  const strap: Strap = {
    socket: null as never,
    isBinary,
    seq: 0,
    capturedAtMs: [],
    acked: 0,
    waiting: [],
    inFlight: [],
    bpm: 100 + Math.floor(Math.random() * 50),
  };
  strap.socket = await connectBare(port, '/v1/live', (bytes, start, end) => {
    if (bytes[start + LETTER_OF_TYPE] === WELCOME) greeted();
    onText(strap, bytes, start, end);
  });
  const wall = Date.now();
  sendText(
    strap.socket,
    JSON.stringify({
      type: 'hello',
      protocol: 1,
      session: randomUUID(),
      token,
      lastSeq: 0,
      clock: { mono: 0, wall },
      intent: 'zone2',
    }),
  );
  await welcome;
  return strap;
}

async function connectAll({ port, tokens, isBinary = false }: Connect): Promise<void> {
  const waiting = [...tokens];
  const worker = async (): Promise<void> => {
    for (let token = waiting.pop(); token !== undefined; token = waiting.pop())
      straps.push(await open(port, token, isBinary));
  };
  await Promise.all(Array.from({ length: CONNECT_AT_ONCE }, worker));
}

function captureOne(strap: Strap): void {
  const wall = Date.now();
  strap.seq++;
  strap.bpm = Math.min(185, Math.max(60, strap.bpm + Math.round((Math.random() - 0.5) * 4)));
  strap.capturedAtMs.push(performance.now());
  report.items++;
  strap.waiting.push({ wall, bpm: strap.bpm });
  sendWaiting(strap);
}

function textOf(first: number, beats: readonly Beat[]): string {
  const items = beats.map(({ wall, bpm }) => {
    const rr = rrOf(bpm);
    return `[${wall % 1e8},${wall},${bpm},[${rr},${rr + 3}],true]`;
  });
  return `{"type":"samples","first":${first},"offset":0,"items":[${items.join(',')}]}`;
}

/** A strap that holds contact and tells its RR intervals. */
const PACKET_FLAGS = 0b1_0110;

function bytesOf(first: number, beats: readonly Beat[]): Uint8Array {
  const wallMs = beats[0]!.wall;
  const packets = beats.map(({ wall, bpm }) => {
    const rr = rrOf(bpm);
    const bytes = Uint8Array.of(PACKET_FLAGS, bpm, rr & 0xff, rr >> 8, (rr + 3) & 0xff, (rr + 3) >> 8);
    return { afterMs: wall - wallMs, bytes };
  });
  return encodeRawSamples({ first, monoMs: wallMs % 1e8, wallMs, offsetMs: 0, packets });
}

function rrOf(bpm: number): number {
  return Math.round((60 / bpm) * 1024);
}

/** L8: within the credit at once, beyond it together with what was captured in the meantime. */
function sendWaiting(strap: Strap): void {
  if (strap.inFlight.length >= MAX_IN_FLIGHT) return;
  const beats = strap.waiting.splice(0, MAX_BATCH);
  const first = strap.seq - strap.waiting.length - beats.length + 1;
  strap.inFlight.push(first + beats.length - 1);
  report.sent++;
  if (strap.isBinary) sendBinary(strap.socket, bytesOf(first, beats));
  else sendText(strap.socket, textOf(first, beats));
}

/** One item a second from each strap; the ticks share them evenly. */
async function run(seconds: number): Promise<void> {
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const nowMs = Math.min(performance.now(), endMs);
      const due = Math.floor(((nowMs - startMs) / 1000) * straps.length);
      for (; sent < due; sent++) captureOne(straps[sent % straps.length]!);
      if (nowMs >= endMs) {
        clearInterval(timer);
        resolve();
      }
    }, TICK_MS);
  });
  await new Promise<void>((resolve) => {
    const giveUpMs = performance.now() + LAST_ACKS_MS;
    const timer = setInterval(() => {
      if (performance.now() < giveUpMs && straps.some((strap) => strap.acked < strap.seq)) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
}

interface Connect {
  readonly port: number;
  readonly tokens: readonly string[];
  readonly isBinary?: boolean;
}

interface Order {
  readonly connect?: Connect;
  readonly runSeconds?: number;
  readonly disconnect?: true;
}

endWithParent();
process.on('message', (order: Order) => {
  void (async () => {
    report = { items: 0, sent: 0, frames: 0, bytes: 0, ackBytes: 0, ackMs: [] };
    if (order.connect !== undefined) await connectAll(order.connect);
    if (order.runSeconds !== undefined) await run(order.runSeconds);
    if (order.disconnect === true) {
      for (const strap of straps) strap.socket.destroy();
      straps = [];
    }
    report.ackMs.sort((a, b) => a - b);
    process.send?.(report);
  })();
});
