import pLimit from 'p-limit';
import { openService } from '../../../src/compose/open-service.ts';
import { readConfig } from '../../../src/config.ts';
import { bundleProcesses } from '../../support/bundle-processes.ts';
import { withBenchDatabase } from '../bench-database.ts';
import { alternate, type BenchRow, percentile, spreadOf } from '../bench.ts';
import { forkBench, type ServerProcess } from '../live/bench-process.ts';
import { seedAthletes } from '../live/seed-athletes.ts';
import type { Usage } from '../live/usage.ts';
import type { PostQuestion, PostReport } from './post-generator.ts';

/** At a pace by which both servers are compiled to the end: a bare one that is not yet makes any ratio look better. */
const WARM_UP = { seconds: 4, paceHz: 4 };

/** Processor time of the server process per beat beside a bare Fastify POST, and how long an app waits for its answer. */
export async function* measurePosts(inlets: number, seconds: number): AsyncGenerator<BenchRow> {
  const files = await bundleProcesses('bench-inlets', {
    generator: new URL('post-generator.ts', import.meta.url),
    server: new URL('inlet-bench-server.ts', import.meta.url),
    bare: new URL('bare-post-server.ts', import.meta.url),
  });
  yield* withBenchDatabase(async function* (database) {
    const paths = await makeInlets(database.url, await seedAthletes(database.db, inlets));
    const server: ServerProcess = await forkBench<Usage>(files.server, [database.url]);
    const bare: ServerProcess = await forkBench<Usage>(files.bare);
    const generator = await forkBench<PostReport>(files.generator, [], false);
    const load = async (
      on: ServerProcess,
      pace: Pick<PostQuestion, 'paceHz' | 'seconds'>,
    ): Promise<PostReport & { micros: number }> => {
      // What `answerUsage` says first.
      const { port } = on.ready as { port: number };
      const question: PostQuestion = { port, paths, ...pace };
      const before = await on.ask('usage');
      const report = await generator.ask(question);
      const after = await on.ask('usage');
      return { ...report, micros: (after.cpuMicros - before.cpuMicros) / report.sent };
    };
    const measure = async (on: ServerProcess): Promise<PostReport & { micros: number }> => {
      const report = await load(on, { seconds, paceHz: 1 });
      if (Object.keys(report.refused).length > 0) {
        throw new Error(`of ${report.sent} posts some were refused: ${JSON.stringify(report.refused)}`);
      }
      return report;
    };
    try {
      // A cold server may turn some away.
      for (const on of [server, bare]) await load(on, WARM_UP);
      const waits: number[] = [];
      const { measured, baseline } = await alternate(
        async () => {
          const { ackMs, micros } = await measure(server);
          waits.push(percentile(ackMs, 0.99));
          return micros;
        },
        async () => (await measure(bare)).micros,
      );
      const note = `${inlets} inlets at 1 Hz as hr_push; server, Postgres and generator on this machine`;
      yield {
        what: 'beat posted to an inlet: recognised, validated, coached, committed, answered',
        unit: 'µs CPU/message',
        measured,
        baseline: { name: 'bare Fastify POST of the same body', spread: baseline },
        goal: { of: 'ratio', atMost: 2.5 },
        note,
      };
      yield {
        what: 'answer to a post, 99th percentile',
        unit: 'ms',
        measured: spreadOf(waits),
        goal: { of: 'measured', atMost: 1_000 },
        note,
      };
    } finally {
      for (const each of [server, bare, generator]) await each.stop();
    }
  });
}

/** One inlet for each athlete; answers their paths. */
async function makeInlets(databaseUrl: string, athleteIds: readonly string[]): Promise<string[]> {
  const config = readConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent', SECRET: 'x'.repeat(40) });
  const service = await openService(config, { warn: () => undefined });
  try {
    const terms = { name: 'Bench', kind: null, answerWithCoaching: false, expiresAtMs: null };
    // No more than there are connections: waiting for one has a limit.
    const inTurn = pLimit(8);
    const made = athleteIds.map((athleteId) =>
      inTurn(() => service.verbs.createInlet({ athleteId, ...terms })),
    );
    return (await Promise.all(made)).map(({ token }) => `/in/${token}`);
  } finally {
    await service.close();
  }
}
