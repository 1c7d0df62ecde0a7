/**
 * Loaded into the processes that tests start (`node --import`): notes every statement that they send to PostgreSQL, by
 * the bytes that leave, so that no bundle, library or thread sends past it. A line each, `[connection, statement,
 * ...values]`, in a file of the process in STATEMENT_NOTES, written before the statement is sent: a kill loses none. The
 * line of a statement's text, once, says its number by its place among such lines.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Socket } from 'node:net';
import { threadId } from 'node:worker_threads';

/** Protocol 3, of the first message that leaves; one without a type. */
const MAJOR_VERSION = 3;
/** No longer value is the key of an athlete. */
const LONGEST_KEY = 64;

let file = null;
let connections = 0;
const numbers = new Map();
/** Per socket: null where it talks about something else. */
const wires = new WeakMap();
const { write } = Socket.prototype;

Socket.prototype.write = function (chunk, ...rest) {
  if (!wires.has(this)) wires.set(this, openWire(chunk));
  else if (wires.get(this) !== null) read(wires.get(this), chunk);
  return write.call(this, chunk, ...rest);
};

function openWire(chunk) {
  const isPostgres =
    Buffer.isBuffer(chunk) &&
    chunk.length > 8 &&
    chunk.readInt32BE(0) === chunk.length &&
    chunk.readInt16BE(4) === MAJOR_VERSION;
  return isPostgres ? { number: connections++, texts: new Map(), unread: Buffer.alloc(0) } : null;
}

/** Messages: a type, the length of what follows and of itself, and that. */
function read(wire, chunk) {
  let bytes = Buffer.concat([wire.unread, chunk]);
  while (bytes.length >= 5 && bytes.length > bytes.readInt32BE(1)) {
    const end = 1 + bytes.readInt32BE(1);
    readMessage(wire, String.fromCharCode(bytes[0]), bytes.subarray(5, end));
    bytes = bytes.subarray(end);
  }
  wire.unread = bytes;
}

function readMessage(wire, type, body) {
  const strings = stringsOf(body);
  if (type === 'Q') note(wire, strings.next(), []);
  if (type === 'P') wire.texts.set(strings.next(), strings.next());
  if (type !== 'B') return;
  strings.next();
  const text = wire.texts.get(strings.next());
  let at = strings.at();
  at += 2 + 2 * body.readInt16BE(at);
  const values = [];
  for (let left = body.readInt16BE((at += 2) - 2); left > 0; left--) {
    const length = body.readInt32BE(at);
    at += 4;
    values.push(length < 0 || length > LONGEST_KEY ? null : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  note(wire, text, values);
}

function stringsOf(body) {
  let at = 0;
  return {
    at: () => at,
    next() {
      const end = body.indexOf(0, at);
      const text = body.toString('utf8', at, end);
      at = end + 1;
      return text;
    },
  };
}

function note(wire, text, values) {
  file ??= openSync(join(process.env.STATEMENT_NOTES, `${process.pid}-${threadId}`), 'a');
  if (!numbers.has(text)) {
    numbers.set(text, numbers.size);
    writeSync(file, `${JSON.stringify(text)}\n`);
  }
  writeSync(file, `${JSON.stringify([wire.number, numbers.get(text), ...values])}\n`);
}
