import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Usage } from './usage.ts';

export interface BenchProcess<Answer> {
  /** The first thing it said. */
  readonly ready: unknown;
  ask(question: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export async function forkBench<Answer>(
  file: string,
  args: readonly string[] = [],
  waitsForReady = true,
): Promise<BenchProcess<Answer>> {
  const child: ChildProcess = fork(file, [...args], {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
  });
  const died = once(child, 'exit').then(() => {
    throw new Error(`a process of the bench ended by itself: ${file}`);
  });
  // Its end is a failure only for who waits for an answer.
  died.catch(() => undefined);
  const answer = async (): Promise<unknown> => {
    const said: unknown[] = await Promise.race([once(child, 'message'), died]);
    return said[0];
  };
  const ready = waitsForReady ? await answer() : null;
  return {
    ready,
    async ask(question) {
      const answered = answer();
      child.send(question as object);
      // Each process of this folder answers in the type it declares.
      return (await answered) as Answer;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

export type ServerProcess = BenchProcess<Usage>;
