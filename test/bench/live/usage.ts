import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Share } from '../bench.ts';
import { startProfile } from '../profile.ts';

export interface Usage {
  /** User and system time of the whole process since it began, garbage collection included. */
  readonly cpuMicros: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly residentBytes: number;
  /** Since the last question; null until it is watched. */
  readonly loopDelayP99Ms: number | null;
  /** Where the time since `profile` goes; empty where it was not asked for. */
  readonly profile: readonly Share[];
}

/**
 * In a server process of a bench: says the port, then answers every message of its parent with what it has used. `gc`
 * collects garbage first; `watchLoop` begins to measure the delay of the event loop, `profile` where time goes until the
 * next message, waiting apart.
 */
export function answerUsage(port: number): void {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let watching = false;
  let endProfile: (() => Promise<Share[]>) | null = null;
  const answer = async (question: unknown): Promise<void> => {
    if (question === 'gc') for (let i = 0; i < 3; i++) globalThis.gc?.();
    if (question === 'watchLoop') watching = delay.enable();
    const profile = (await endProfile?.()) ?? [];
    endProfile = question === 'profile' ? await startProfile('busy') : null;
    const { user, system } = process.cpuUsage();
    const { heapUsed, external, rss } = process.memoryUsage();
    const usage: Usage = {
      cpuMicros: user + system,
      heapBytes: heapUsed,
      externalBytes: external,
      residentBytes: rss,
      loopDelayP99Ms: watching ? delay.percentile(99) / 1e6 : null,
      profile,
    };
    delay.reset();
    process.send?.(usage);
  };
  process.on('message', (question) => void answer(question));
  endWithParent();
  process.send?.({ port });
}

/** Nothing of a bench outlives it, however it ended. */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit());
}
