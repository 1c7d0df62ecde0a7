import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What is true of the live channel at the moment it is asked. */
export interface LiveGauges {
  readonly streamCount: number;
  readonly watcherCount: number;
  /** Received and not yet committed. */
  readonly pendingBytes: number;
}

/** What the live channel tells Prometheus: of the process, never of a person. */
export interface LiveMetrics {
  /** `waitedMs`: what the first of these items has waited for its commit, and so its acknowledgement. */
  committed(items: number, waitedMs: number): void;
  commitFailed(): void;
  refused(code: string): void;
  /** Asks `gauges` at every scrape. */
  follow(gauges: LiveGauges): void;
}

const BUCKETS_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function createLiveMetrics(registry: Registry): LiveMetrics {
  const registers = [registry];
  const items = new Counter({ name: 'live_items_committed_total', help: 'Items stored', registers });
  const waits = new Histogram({
    name: 'live_commit_wait_seconds',
    help: 'Longest wait of an item for its commit, per commit',
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'live_commit_failures_total',
    help: 'Commits that the database did not take and that are tried again',
    registers,
  });
  const refusals = new Counter({
    name: 'live_refusals_total',
    help: 'Sockets closed by the server, by error code',
    labelNames: ['code'],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  return {
    committed: (count, waitedMs) => {
      items.inc(count);
      waits.observe(waitedMs / 1_000);
    },
    commitFailed: () => failures.inc(),
    refused: (code) => refusals.inc({ code }),
    follow: (gauges) => {
      gauge('live_streams', 'Open live streams', () => gauges.streamCount);
      gauge('live_watchers', 'Open second screens', () => gauges.watcherCount);
      gauge('live_pending_bytes', 'Received and not yet committed', () => gauges.pendingBytes);
    },
  };
}
