import { withBenchDatabase } from '../bench-database.ts';
import type { BenchRow, Share } from '../bench.ts';
import { type BenchProcess, forkBench, type ServerProcess } from './bench-process.ts';
import { bundleProcesses } from '../../support/bundle-processes.ts';
import { testToken } from '../../support/live-server.ts';
import type { Imitation } from './bare-server.ts';
import type { LoadReport } from './generator.ts';
import { seedAthletes } from './seed-athletes.ts';
import type { Usage } from './usage.ts';

/** One server under load, with its own generator. */
export interface Load {
  /** Opens so many more streams, each greeted when it resolves; of text frames where not said otherwise. */
  connect(streams: number, frames?: 'text' | 'binary'): Promise<LoadReport>;
  /** Closes all of them. */
  disconnect(): Promise<LoadReport>;
  /** One item a second from each stream; every item is acknowledged when it resolves. */
  run(seconds: number): Promise<Run>;
  /** Where the server's time goes in so many seconds more. */
  profile(seconds: number): Promise<readonly Share[]>;
  /** From here on event-loop delay is measured, which itself wakes the server 200 times a second. */
  watchLoop(): Promise<void>;
  /** After a full garbage collection. */
  settled(): Promise<Usage>;
}

export interface Run extends LoadReport {
  readonly cpuMicrosPerMessage: number;
  /** Null unless it is watched. */
  readonly loopDelayP99Ms: number | null;
}

/** The baseline. */
export interface BareLoad extends Load {
  /** From here on it sends as many frames and bytes per message as were sent in `run`. */
  imitate(run: LoadReport): Promise<void>;
}

export interface LoadBench {
  /** The live channel over a real Postgres with the durable settings of production. */
  readonly live: Load;
  readonly startBare: () => Promise<BareLoad>;
}

/** Long enough for the code to be compiled and the database's plans and caches to be warm. */
const WARM_UP_SECONDS = 3;

/** Everything that runs is a separate process and gone when this ends. */
export async function* withLoad(
  mostStreams: number,
  work: (bench: LoadBench) => AsyncIterable<BenchRow>,
): AsyncGenerator<BenchRow> {
  const files = await bundleProcesses('bench-live', {
    generator: new URL('generator.ts', import.meta.url),
    'live-bench-server': new URL('live-bench-server.ts', import.meta.url),
    'bare-server': new URL('bare-server.ts', import.meta.url),
  });
  yield* withBenchDatabase(async function* (database) {
    const athleteIds = await seedAthletes(database.db, mostStreams);
    const processes: { stop(): Promise<void> }[] = [];
    const start = async (
      name: keyof typeof files,
      args: readonly string[],
    ): Promise<[Load, ServerProcess]> => {
      const server: ServerProcess = await forkBench<Usage>(files[name], args);
      processes.push(server);
      const generator = await forkBench<LoadReport>(files.generator, [], false);
      processes.push(generator);
      return [loadOf(server, generator, athleteIds), server];
    };
    const startBare = async (): Promise<BareLoad> => {
      const [load, server] = await start('bare-server', []);
      return {
        ...load,
        async imitate(run) {
          await server.ask(imitationOf(run));
        },
      };
    };
    try {
      const [live] = await start('live-bench-server', [database.url]);
      yield* work({ live, startBare });
    } finally {
      for (const each of processes) await each.stop();
    }
  });
}

function loadOf(
  server: ServerProcess,
  generator: BenchProcess<LoadReport>,
  athleteIds: readonly string[],
): Load {
  // What `answerUsage` says first.
  const { port } = server.ready as { port: number };
  let open = 0;
  return {
    connect(streams, frames = 'text') {
      const ids = athleteIds.slice(open, open + streams);
      if (ids.length < streams) throw new RangeError('more streams than athletes');
      open += streams;
      const tokens = ids.map((id) => testToken(id));
      return generator.ask({ connect: { port, tokens, isBinary: frames === 'binary' } });
    },
    disconnect() {
      open = 0;
      return generator.ask({ disconnect: true });
    },
    async run(seconds) {
      const before = await server.ask('usage');
      const report = await generator.ask({ runSeconds: seconds });
      const after = await server.ask('usage');
      if (report.ackMs.length < report.items) {
        throw new Error(
          `${report.items - report.ackMs.length} of ${report.items} items were not acknowledged`,
        );
      }
      return {
        ...report,
        cpuMicrosPerMessage: (after.cpuMicros - before.cpuMicros) / report.sent,
        loopDelayP99Ms: after.loopDelayP99Ms,
      };
    },
    async profile(seconds) {
      await server.ask('profile');
      await generator.ask({ runSeconds: seconds });
      const { profile } = await server.ask('usage');
      return profile;
    },
    async watchLoop() {
      await server.ask('watchLoop');
    },
    settled: () => server.ask('gc'),
  };
}

/** One acknowledgement per message, the rest as equal frames: the same number and bytes in all. */
function imitationOf({ sent, frames, bytes, ackBytes }: LoadReport): Imitation {
  const furtherFrames = Math.max(0, frames / sent - 1);
  const furtherBytes = furtherFrames === 0 ? 0 : Math.round((bytes / sent - ackBytes) / furtherFrames);
  return { furtherFrames, furtherBytes };
}

export function warmUp(load: Load): Promise<Run> {
  return load.run(WARM_UP_SECONDS);
}
