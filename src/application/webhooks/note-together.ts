export interface Notes<T> {
  /** Notes it as soon as what is being noted has been; does not wait. */
  add(each: T): void;
  /** Once all is noted: true while the right to note is held. @throws what noting has thrown. */
  settle(): Promise<boolean>;
  /** As far as is known. */
  isHeld(): boolean;
}

/**
 * Writes down what comes while other work goes on: one write at a time, each of all that came during the one before, in
 * its order. `note` answers false when the right to note is lost; then nothing more is noted, nor after a failure.
 */
export function noteTogether<T>(note: (all: readonly T[]) => Promise<boolean>): Notes<T> {
  let waiting: T[] = [];
  let isHeld = true;
  let noting: Promise<void> | null = null;
  const noteAll = async (): Promise<void> => {
    while (isHeld && waiting.length > 0) {
      const all = waiting;
      waiting = [];
      isHeld = await note(all).catch((error: unknown) => {
        isHeld = false;
        throw error;
      });
    }
    noting = null;
  };
  return {
    add(each) {
      if (!isHeld) return;
      waiting.push(each);
      if (noting !== null) return;
      noting = noteAll();
      // A failure is thrown to who settles.
      noting.catch(() => undefined);
    },
    async settle() {
      await noting;
      return isHeld;
    },
    isHeld: () => isHeld,
  };
}
