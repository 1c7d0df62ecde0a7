import type { Share } from './bench.ts';

/**
 * How the wall-clock time from now on divides into named phases, waiting included: at each moment the phase counts that
 * was begun last and has not ended.
 */
export class Phases {
  readonly #ms = new Map<string, number>();
  readonly #open: { readonly name: string }[] = [];
  readonly #startMs = performance.now();
  #sinceMs = this.#startMs;

  async measure<T>(name: string, work: () => Promise<T>): Promise<T> {
    const phase = { name };
    this.#count();
    this.#open.push(phase);
    try {
      return await work();
    } finally {
      this.#count();
      this.#open.splice(this.#open.indexOf(phase), 1);
    }
  }

  /** The same object, whose methods all answer promises, each measured under the name that `nameOf` gives it. */
  wrap<T extends object>(object: T, nameOf: (method: string) => string): T {
    return new Proxy(object, {
      get: (target, key, receiver) => {
        const method: unknown = Reflect.get(target, key, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) =>
          this.measure(nameOf(String(key)), () => Reflect.apply(method, target, args) as Promise<unknown>);
      },
    });
  }

  /** Largest first. */
  shares(): Share[] {
    this.#count();
    const wholeMs = this.#sinceMs - this.#startMs;
    return [...this.#ms]
      .map(([where, ms]) => ({ where, percent: (100 * ms) / wholeMs }))
      .sort((a, b) => b.percent - a.percent);
  }

  #count(): void {
    const name = this.#open.at(-1)?.name ?? 'other';
    const nowMs = performance.now();
    this.#ms.set(name, (this.#ms.get(name) ?? 0) + nowMs - this.#sinceMs);
    this.#sinceMs = nowMs;
  }
}
