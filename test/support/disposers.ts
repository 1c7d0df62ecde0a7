type Disposer = () => unknown;

export interface Disposers {
  /** Registers how a thing that was just made is taken down; answers the thing. */
  add<Thing>(thing: Thing, dispose: (thing: Thing) => unknown): Thing;
  /** Runs all, the last made first, though some throw. @throws AggregateError of what they threw. */
  run(): Promise<void>;
}

/** Registered as each thing is made, so that a set-up that throws half-way leaves nothing behind. */
export function createDisposers(): Disposers {
  const disposers: Disposer[] = [];
  return {
    add(thing, dispose) {
      disposers.push(() => dispose(thing));
      return thing;
    },
    async run() {
      const errors: unknown[] = [];
      for (let dispose = disposers.pop(); dispose !== undefined; dispose = disposers.pop()) {
        try {
          await dispose();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, 'things of a test could not be taken down');
    },
  };
}
