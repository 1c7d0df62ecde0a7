import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const TEXT = 0x81;
const MASKED = 0x80;

/**
 * A WebSocket client with the least work a client can do, so that a load of ten thousand leaves the machine to the
 * server: the mask is zero, frames are only split, and text is looked at by the caller.
 */
export function connectBare(port: number, path: string, onText: (text: string) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let rest: Buffer = Buffer.alloc(0);
    let upgraded = false;
    socket.on('error', reject);
    socket.on('connect', () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!upgraded) {
        const end = rest.indexOf('\r\n\r\n');
        if (end === -1) return;
        upgraded = true;
        rest = rest.subarray(end + 4);
        resolve(socket);
      }
      rest = splitFrames(rest, socket, onText);
    });
  });
}

export function sendText(socket: Socket, text: string): void {
  const length = Buffer.byteLength(text);
  const headerBytes = length < 126 ? 2 : 4;
  const frame = Buffer.alloc(headerBytes + 4 + length);
  frame[0] = TEXT;
  if (length < 126) frame[1] = MASKED | length;
  else {
    frame[1] = MASKED | 126;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, headerBytes + 4, 'utf8');
  socket.write(frame);
}

function splitFrames(bytes: Buffer, socket: Socket, onText: (text: string) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    let length = bytes[at + 1]! & 0x7f;
    let start = at + 2;
    if (length === 126) {
      if (bytes.length - at < 4) break;
      length = bytes.readUInt16BE(at + 2);
      start = at + 4;
    }
    if (bytes.length < start + length) break;
    const opcode = bytes[at]! & 0x0f;
    if (opcode === 1) onText(bytes.toString('latin1', start, start + length));
    else if (opcode === 9) socket.write(Buffer.from([0x8a, MASKED, 0, 0, 0, 0]));
    at = start + length;
  }
  return bytes.subarray(at);
}
