import { MessageCollector, SELECTED_MESSAGES } from './message-collector.ts';
import type { FitContent } from './fit-content.ts';
import { frameParts, type PartDamage } from './frame-parts.ts';
import { expandBeats, mergeBeats } from './heart-rate-messages.ts';
import { walkMessages, type MessageBudget } from './walk-messages.ts';

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

/** Reads every whole record of the bytes, whatever state they are in. Never throws for bad content. */
export function readFit(bytes: Uint8Array, messageLimit: number): FitReading {
  const { parts, strayBytes } = frameParts(bytes);
  const collector = new MessageCollector();
  const budget: MessageBudget = { messagesLeft: messageLimit };
  const losses: FitLoss[] = [];
  for (const part of parts) {
    collector.beginPart();
    const walked = walkMessages(bytes, part, SELECTED_MESSAGES, budget, (message) => {
      collector.take(message);
    });
    if (walked.exhausted) return { files: [], losses, exhausted: true };
    const lostBytes = part.dataEnd - walked.readTo;
    if (part.damage !== null) losses.push({ cause: part.damage, lostBytes });
    else if (lostBytes > 0) losses.push({ cause: 'corrupt', lostBytes });
  }
  if (strayBytes > 0) losses.push({ cause: 'stray', lostBytes: strayBytes });
  for (const file of collector.files) {
    if (file.heartRateMessages.length > 0) mergeBeats(file.records, expandBeats(file.heartRateMessages));
  }
  return { files: collector.files, losses, exhausted: false };
}
