import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  readonly pid: number;
  readonly name: string;
  /** In ticks since boot: with the pid it names one process for good. */
  readonly started: number;
}

/** What runs now and was started, through however many others, by `ancestor`; Linux only. */
export async function descendantsOf(ancestor: number): Promise<RunningProcess[]> {
  const all = await runningProcesses();
  const found = new Set([ancestor]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const each of all) if (found.has(each.parent)) found.add(each.pid);
  }
  return all.filter(({ pid }) => pid !== ancestor && found.has(pid));
}

/** Those of `processes` that still run. */
export async function stillRunning(processes: readonly RunningProcess[]): Promise<RunningProcess[]> {
  const all = new Map((await runningProcesses()).map((each) => [each.pid, each.started]));
  return processes.filter(({ pid, started }) => all.get(pid) === started);
}

async function runningProcesses(): Promise<(RunningProcess & { parent: number })[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.flatMap((stat) => {
    const parts = /^(\d+) \((.*)\) (\S) (.*)/s.exec(stat);
    if (parts === null || parts[3] === 'Z') return [];
    const rest = parts[4]!.split(' ');
    return [{ pid: Number(parts[1]), name: parts[2]!, parent: Number(rest[0]), started: Number(rest[18]) }];
  });
}
