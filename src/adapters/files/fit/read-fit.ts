import { FitMessageReaderError, readFitMessages } from 'fit-file-parser/raw';
import { walkCleanChunks, type MessageBudget } from './clean-chunks.ts';
import { MessageCollector, SELECTED_MESSAGES, WANTED_FIELDS } from './collect-messages.ts';
import type { FitContent } from './fit-content.ts';
import { frameParts, type PartDamage } from './frame-parts.ts';
import { expandBeats, mergeBeats } from './heart-rate-messages.ts';

/** What could not be read, in bytes, and why. */
export interface FitLoss {
  readonly cause: PartDamage | 'corrupt' | 'stray';
  readonly lostBytes: number;
}

export interface FitReading {
  /** One per logical file of the chain, `hr` messages merged. */
  readonly files: readonly FitContent[];
  readonly losses: readonly FitLoss[];
  /** The message limit was reached: nothing of the reading may be used. */
  readonly exhausted: boolean;
}

const MESSAGES = [...SELECTED_MESSAGES];

/** Reads every whole record of the bytes, whatever state they are in. Never throws for bad content. */
export function readFit(bytes: Uint8Array, messageLimit: number): FitReading {
  const { parts, strayBytes } = frameParts(bytes);
  const collector = new MessageCollector();
  const budget: MessageBudget = { messagesLeft: messageLimit };
  const losses: FitLoss[] = [];
  for (const part of parts) {
    collector.beginPart();
    let unreadBytes = 0;
    const walked = walkCleanChunks(bytes, part, WANTED_FIELDS, budget, (chunk) => {
      try {
        for (const message of readFitMessages(chunk, { messageNumbers: MESSAGES }).messages)
          collector.take(message);
      } catch (error) {
        if (!(error instanceof FitMessageReaderError)) throw error;
        unreadBytes += chunk.length;
      }
    });
    if (walked.exhausted) return { files: [], losses, exhausted: true };
    const lostBytes = part.dataEnd - walked.readTo + unreadBytes;
    if (part.damage !== null) losses.push({ cause: part.damage, lostBytes });
    else if (lostBytes > 0) losses.push({ cause: 'corrupt', lostBytes });
  }
  if (strayBytes > 0) losses.push({ cause: 'stray', lostBytes: strayBytes });
  for (const file of collector.files) {
    if (file.heartRateMessages.length > 0) mergeBeats(file.records, expandBeats(file.heartRateMessages));
  }
  return { files: collector.files, losses, exhausted: false };
}
