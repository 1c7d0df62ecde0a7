import { fitTime } from '../../fixtures/activity-writer.ts';
import { FitWriter } from '../../fixtures/encode-fit.ts';
import { crc16 } from '../../src/adapters/files/fit/crc16.ts';

/** A file that begins like `start` and goes on with `count` messages, each like the last one; the checksum is right. */
function bombOf(
  start: FitWriter,
  message: readonly number[],
  count: number,
  vary: (view: DataView, at: number, index: number) => void = () => undefined,
): Uint8Array {
  const head = start.close({ fileCrc: 'none' });
  const bytes = new Uint8Array(head.length + count * message.length + 2);
  const view = new DataView(bytes.buffer);
  bytes.set(head);
  for (let index = 0, at = head.length; index < count; index++, at += message.length) {
    bytes.set(message, at);
    vary(view, at, index);
  }
  view.setUint32(4, bytes.length - 2 - 14, true);
  bytes.set([0, 0], 12);
  view.setUint16(bytes.length - 2, crc16(bytes, 0, bytes.length - 2), true);
  return bytes;
}

/** A definition without fields: every byte would be a message. */
export const emptyBomb = (bytes: number): Uint8Array =>
  bombOf(new FitWriter().raw(0x40, 0, 0, 20, 0, 0), Array<number>(1024).fill(0), bytes / 1024);
/** Records of one heart rate each: half as many messages as bytes. */
export const tinyBomb = (messages: number): Uint8Array =>
  bombOf(new FitWriter().raw(0x40, 0, 0, 20, 0, 1, 3, 1, 2), [0, 120], messages);
/** Sessions and laps, a pair a second, that all ask for each other: what grows by the square. */
export function crowd(count: number): Uint8Array {
  const first = fitTime('2024-01-01T00:00:00Z');
  const start = new FitWriter()
    .raw(0x40, 0, 0, 18, 0, 2, 2, 4, 0x86, 8, 4, 0x86)
    .raw(0x41, 0, 0, 19, 0, 2, 2, 4, 0x86, 7, 4, 0x86);
  const pair = [0, 0, 0, 0, 0, 232, 3, 0, 0, 1, 0, 0, 0, 0, 232, 3, 0, 0];
  return bombOf(start, pair, count, (view, at, index) => {
    view.setUint32(at + 1, first + index, true);
    view.setUint32(at + 10, first + index, true);
  });
}
