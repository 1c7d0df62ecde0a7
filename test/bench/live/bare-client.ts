import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const TEXT = 0x81;
const BINARY = 0x82;
const MASKED = 0x80;
/** Every socket reads into the same memory: what is left of a frame is kept aside, which is rare. */
const READ_BYTES = 64 * 1024;
const readBuffer = Buffer.allocUnsafe(READ_BYTES);
const NOTHING = Buffer.alloc(0);

/** A whole text message in `bytes[start … end)`, valid until the call returns. */
export type OnText = (bytes: Buffer, start: number, end: number) => void;

/**
 * A WebSocket client with the least work a client can do, so that a load of ten thousand leaves the machine to the
 * server: the mask is zero, frames are only split, and text is looked at by the caller where it lies.
 */
export function connectBare(port: number, path: string, onText: OnText): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let rest: Buffer = NOTHING;
    let upgraded = false;
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback(length: number): boolean {
          const fresh = readBuffer.subarray(0, length);
          let bytes = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
          if (!upgraded) {
            const end = bytes.indexOf('\r\n\r\n');
            if (end === -1) {
              rest = Buffer.from(bytes);
              return true;
            }
            upgraded = true;
            bytes = bytes.subarray(end + 4);
            resolve(socket);
          }
          const left = splitFrames(bytes, socket, onText);
          rest = left === bytes.length ? NOTHING : Buffer.from(bytes.subarray(left));
          return true;
        },
      },
    });
    socket.on('error', reject);
    socket.on('connect', () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
  });
}

export function sendText(socket: Socket, text: string): void {
  send(socket, TEXT, Buffer.from(text, 'latin1'));
}

export function sendBinary(socket: Socket, bytes: Uint8Array): void {
  send(socket, BINARY, bytes);
}

function send(socket: Socket, kind: number, payload: Uint8Array): void {
  const { length } = payload;
  const headerBytes = length < 126 ? 2 : 4;
  const frame = Buffer.allocUnsafe(headerBytes + 4 + length);
  frame[0] = kind;
  if (length < 126) frame[1] = MASKED | length;
  else {
    frame[1] = MASKED | 126;
    frame.writeUInt16BE(length, 2);
  }
  frame.writeUInt32LE(0, headerBytes);
  frame.set(payload, headerBytes + 4);
  socket.write(frame);
}

/** Answers where the first frame that is not whole begins. */
function splitFrames(bytes: Buffer, socket: Socket, onText: OnText): number {
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
    if (opcode === 1) onText(bytes, start, start + length);
    else if (opcode === 9) socket.write(Buffer.from([0x8a, MASKED, 0, 0, 0, 0]));
    at = start + length;
  }
  return at;
}
