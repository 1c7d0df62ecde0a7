import { once } from 'node:events';
import { open, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { makeDirectory } from '../support/guarded.ts';

/** How fast the machine is at the moment, told by work that never changes. */
export interface Pace {
  /** Sorting the same million numbers. */
  readonly sortMs: number;
  /** A byte there and back over loopback: what the kernel and Node take of each message. */
  readonly roundTripMicros: number;
  /** A page written and synced: what a commit waits for. */
  readonly syncMs: number;
  /** A file made, which a database of its own does by the hundred; a disk may be slow at it where others have just gone. */
  readonly newFileMicros: number;
}

const NUMBERS = 1_000_000;
const ROUND_TRIPS = 4_000;
const SYNCS = 20;
const PAGE_BYTES = 8_192;
const FILES = 200;

/** Machines share what they run on: their pace may change by half within minutes, and with it every time of the table. */
export async function measurePace(): Promise<Pace> {
  return {
    sortMs: sortingMs(),
    roundTripMicros: await roundTripMicros(),
    syncMs: await inFolder(syncingMs),
    newFileMicros: await inFolder(newFileMicros),
  };
}

export function paceText({
  sortMs,
  roundTripMicros: tripMicros,
  syncMs,
  newFileMicros: fileMicros,
}: Pace): string {
  const onDisk = `sync ${syncMs.toFixed(2)} ms, new file ${fileMicros.toFixed(0)} µs`;
  return `sort ${sortMs.toFixed(0)} ms, round trip ${tripMicros.toFixed(1)} µs, ${onDisk}`;
}

function sortingMs(): number {
  const numbers = new Uint32Array(NUMBERS);
  let last = 1;
  for (let index = 0; index < NUMBERS; index++) numbers[index] = last = (last * 48_271) % 0x7f_ff_ff_ff;
  const startMs = performance.now();
  numbers.sort();
  return performance.now() - startMs;
}

async function roundTripMicros(): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const byte = Buffer.of(1);
  const startMs = performance.now();
  await new Promise<void>((resolve) => {
    let left = ROUND_TRIPS;
    socket.on('data', () => (--left === 0 ? resolve() : socket.write(byte)));
    socket.write(byte);
  });
  const micros = ((performance.now() - startMs) * 1_000) / ROUND_TRIPS;
  socket.destroy();
  server.close();
  return micros;
}

async function inFolder(measure: (folder: string) => Promise<number>): Promise<number> {
  const folder = await makeDirectory('bench-pace');
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function syncingMs(folder: string): Promise<number> {
  const file = await open(join(folder, 'page'), 'w');
  const page = Buffer.alloc(PAGE_BYTES, 1);
  const startMs = performance.now();
  for (let time = 0; time < SYNCS; time++) {
    await file.write(page, 0, PAGE_BYTES, 0);
    await file.sync();
  }
  const ms = (performance.now() - startMs) / SYNCS;
  await file.close();
  return ms;
}

async function newFileMicros(folder: string): Promise<number> {
  const startMs = performance.now();
  for (let file = 0; file < FILES; file++) await writeFile(join(folder, String(file)), '');
  return ((performance.now() - startMs) * 1_000) / FILES;
}
