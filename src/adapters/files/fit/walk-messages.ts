import { FitMessage } from './fit-message.ts';
import type { FitPart } from './frame-parts.ts';
import { readLayout, type MessageLayout } from './message-layout.ts';

/** A timestamp that tells none. */
const NO_TIME = 0xffffffff;

export interface WalkEnd {
  /** Where reading stopped; less than the part's `dataEnd` when what follows is no whole message. */
  readonly readTo: number;
  /** The budget ran out: the file has more messages than any device writes. */
  readonly exhausted: boolean;
}

/** How many messages may still be read; shared by all parts of a file. */
export interface MessageBudget {
  messagesLeft: number;
}

/**
 * Hands on the messages of a part with these global numbers, up to the last whole one: in place, without a copy, each
 * only until the next. Messages without any field are skipped, so a definition of size 0 cannot turn every byte into a
 * message.
 */
export function walkMessages(
  bytes: Uint8Array,
  part: FitPart,
  globalNumbers: ReadonlySet<number>,
  budget: MessageBudget,
  take: (message: FitMessage) => void,
): WalkEnd {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const message = new FitMessage(view);
  const layouts: (MessageLayout | undefined)[] = [];
  let lastTimestamp: number | null = null;
  let at = part.dataStart;
  while (at < part.dataEnd) {
    const header = bytes[at]!;
    const isCompressed = (header & 0x80) !== 0;
    if (!isCompressed && (header & 0x40) !== 0) {
      const parsed = readLayout(bytes, at, part.dataEnd);
      if (parsed === null) break;
      layouts[header & 0x0f] = parsed.layout;
      at = parsed.next;
      continue;
    }
    if (!isCompressed && (header & 0x30) !== 0) break;
    const layout: MessageLayout | undefined = layouts[isCompressed ? (header >> 5) & 3 : header & 0x0f];
    if (layout === undefined) break;
    const from = at + 1;
    if (from + layout.bytes > part.dataEnd) break;
    at = from + layout.bytes;
    let timestamp: number | null = null;
    if (layout.timestampOffset >= 0) {
      const seconds = view.getUint32(from + layout.timestampOffset, layout.littleEndian);
      if (seconds !== NO_TIME) timestamp = seconds;
    } else if (isCompressed && lastTimestamp !== null) {
      timestamp = lastTimestamp + (((header & 31) - (lastTimestamp & 31)) & 31);
    }
    if (timestamp !== null) lastTimestamp = timestamp;
    if (layout.bytes === 0 || !globalNumbers.has(layout.globalNumber)) continue;
    if (budget.messagesLeft-- <= 0) return { readTo: at, exhausted: true };
    message.moveTo(layout, from, timestamp);
    take(message);
  }
  return { readTo: at, exhausted: false };
}
