import type { SeededRandom } from '../domain/simulated-heart/seeded-random.ts';

/** Takes what an app tells, message by message. */
export interface Sender {
  /** Resolves when the next message may be sent. */
  send(text: string): Promise<void>;
  /** Resolves when everything that was sent is taken. */
  finish(): Promise<void>;
  close(): void;
}

/** What a bad network does to messages on their way. */
export interface Faults {
  /** Of each message: the message itself or its answer, half of them each. */
  readonly lossPercent: number;
  readonly isTwice: boolean;
  readonly isReordered: boolean;
}

/** Messages under way at the same time, of which any may be the next to arrive. */
const UNDER_WAY = 8;

/**
 * The same over a bad network. Nothing is lost for good: an app whose message is not answered sends it again, so a lost
 * message arrives after those that follow it, and one whose answer is lost arrives twice.
 */
export function faultySender(sender: Sender, faults: Faults, random: SeededRandom): Sender {
  const { lossPercent, isTwice, isReordered } = faults;
  const underWay: string[] = [];
  const lost: string[] = [];
  const happens = (percent: number): boolean => random.between(0, 100) < percent;
  const deliver = async (text: string): Promise<void> => {
    await sender.send(text);
    if (isTwice) await sender.send(text);
  };
  const arrive = async (): Promise<void> => {
    const next = isReordered ? Math.floor(random.between(0, underWay.length)) : 0;
    const [text] = underWay.splice(next, 1);
    if (!happens(lossPercent)) {
      await deliver(text!);
      return;
    }
    if (happens(50)) await deliver(text!);
    lost.push(text!);
  };
  const sendAgain = async (): Promise<void> => {
    for (const text of lost.splice(0)) await deliver(text);
  };
  return {
    async send(text) {
      underWay.push(text);
      if (underWay.length < (isReordered ? UNDER_WAY : 1)) return;
      if (lost.length >= UNDER_WAY) await sendAgain();
      await arrive();
    },
    async finish() {
      while (underWay.length > 0) await arrive();
      await sendAgain();
      await sender.finish();
    },
    close: () => sender.close(),
  };
}
