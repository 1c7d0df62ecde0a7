import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Usage {
  /** User and system time of the whole process since it began, garbage collection included. */
  readonly cpuMicros: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly residentBytes: number;
  /** Since the last question. */
  readonly loopDelayP99Ms: number;
}

/** In a server process of a bench: says the port, then answers every message of its parent with what it has used. */
export function answerUsage(port: number): void {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on('message', (question) => {
    if (question === 'gc') for (let i = 0; i < 3; i++) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, external, rss } = process.memoryUsage();
    const usage: Usage = {
      cpuMicros: user + system,
      heapBytes: heapUsed,
      externalBytes: external,
      residentBytes: rss,
      loopDelayP99Ms: delay.percentile(99) / 1e6,
    };
    delay.reset();
    process.send?.(usage);
  });
  process.send?.({ port });
}
