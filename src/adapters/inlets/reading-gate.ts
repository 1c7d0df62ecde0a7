export interface ReadingGate {
  /** One more message is under way: `readOn` is called at once, or when there is room for the next. */
  enter(readOn: () => void): void;
  /** A message is done with. */
  leave(): void;
}

/** Holds back a reader that hands on one message after the other, as long as `most` of them are under way. */
export function createReadingGate(most: number): ReadingGate {
  let underWay = 0;
  let waiting: (() => void) | null = null;
  return {
    enter(readOn) {
      if (++underWay < most) readOn();
      else waiting = readOn;
    },
    leave() {
      underWay--;
      // Before the call: the reader may come with its next message within it, and wait in its turn.
      const readOn = waiting;
      waiting = null;
      readOn?.();
    },
  };
}
