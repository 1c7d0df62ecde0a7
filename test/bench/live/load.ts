import { withBenchDatabase } from '../bench-database.ts';
import { type BenchProcess, forkBench, type ServerProcess } from './bench-process.ts';
import { bundleProcesses } from './bundle.ts';
import type { LoadReport } from './generator.ts';
import { seedAthletes } from './seed-athletes.ts';
import type { Usage } from './usage.ts';

/** One server under load, with a generator of its own. */
export interface Load {
  /** Opens so many more streams, each greeted when it resolves. */
  connect(streams: number): Promise<LoadReport>;
  /** One item a second from each stream; every item is acknowledged when it resolves. */
  run(seconds: number): Promise<Run>;
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

export interface LoadBench {
  /** The live channel over a real Postgres with the durable settings of production. */
  readonly live: Load;
  /** The baseline, answering each message with an acknowledgement and a frame of so many bytes. */
  readonly startBare: (coachBytes: number) => Promise<Load>;
}

/** Long enough for the code to be compiled and the database's plans and caches to be warm. */
const WARM_UP_SECONDS = 5;

/** Everything that runs is a process of its own and gone when this resolves. */
export async function withLoad<T>(mostStreams: number, work: (bench: LoadBench) => Promise<T>): Promise<T> {
  const fileOf = await bundleProcesses(['generator', 'live-bench-server', 'bare-server']);
  return withBenchDatabase(async (database) => {
    const athleteIds = await seedAthletes(database.db, mostStreams);
    const processes: { stop(): Promise<void> }[] = [];
    const start = async (name: string, args: readonly string[]): Promise<Load> => {
      const server: ServerProcess = await forkBench<Usage>(fileOf(name), args);
      processes.push(server);
      const generator = await forkBench<LoadReport>(fileOf('generator'), [], false);
      processes.push(generator);
      return loadOf(server, generator, athleteIds);
    };
    try {
      return await work({
        live: await start('live-bench-server', [database.url]),
        startBare: (coachBytes) => start('bare-server', [String(coachBytes)]),
      });
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
    connect(streams) {
      const ids = athleteIds.slice(open, open + streams);
      if (ids.length < streams) throw new RangeError('more streams than athletes');
      open += streams;
      return generator.ask({ connect: { port, athleteIds: ids } });
    },
    async run(seconds) {
      const before = await server.ask('usage');
      const report = await generator.ask({ runSeconds: seconds });
      const after = await server.ask('usage');
      if (report.ackMs.length < report.sent) {
        throw new Error(`${report.sent - report.ackMs.length} of ${report.sent} items were not acknowledged`);
      }
      return {
        ...report,
        cpuMicrosPerMessage: (after.cpuMicros - before.cpuMicros) / report.sent,
        loopDelayP99Ms: after.loopDelayP99Ms,
      };
    },
    async watchLoop() {
      await server.ask('watchLoop');
    },
    settled: () => server.ask('gc'),
  };
}

/** Bytes of a coach frame under this load, once everything is warm. */
export async function warmUp(live: Load): Promise<number> {
  const { coachBytes, coachFrames } = await live.run(WARM_UP_SECONDS);
  return Math.round(coachBytes / coachFrames);
}
