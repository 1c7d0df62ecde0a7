import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { asciiJson } from '../../../src/adapters/live/ascii-json.ts';
import { rawSocketOf } from '../../../src/adapters/live/raw-socket.ts';
import { textFrames } from '../../../src/adapters/live/text-frames.ts';

test('text frames of every size class are read by a WebSocket client as what was written, in one piece', async () => {
  const texts = [0, 1, 125, 126, 65_535, 65_536].map((length) => 'a'.repeat(length));
  const mixed = [...texts, asciiJson('æøå – 💓'), '\0"\\'];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => rawSocketOf(socket)?.write(textFrames(mixed), 'latin1'));
  await once(server, 'listening');
  // Listening on TCP, so the address is one of TCP.
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const received: string[] = [];
  await new Promise<void>((resolve) => {
    client.on('message', (data: Buffer) => {
      received.push(data.toString());
      if (received.length === mixed.length) resolve();
    });
  });
  client.terminate();
  server.close();
  expect(received).toEqual(mixed);
});

test('JSON of ASCII alone says the same as other JSON, in letters of one byte', () => {
  const said = { name: 'Søren – 💓', lone: '\ud83d', numbers: [1, null] };
  const text = asciiJson(said);
  expect(JSON.parse(text)).toEqual(said);
  expect(Buffer.byteLength(text)).toBe(text.length);
});
