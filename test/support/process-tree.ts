import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second, whatever its clock does. */
const MS_PER_TICK = 10;

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

/** Processor time of a process and of all that it started, also of what has ended; Linux only. */
export async function cpuMsOf(pid: number): Promise<number> {
  const own = new Set([pid, ...(await descendantsOf(pid)).map((each) => each.pid)]);
  const all = await runningProcesses();
  return all.reduce((sum, each) => sum + (own.has(each.pid) ? each.cpuTicks * MS_PER_TICK : 0), 0);
}

/** Those of `processes` that still run. */
export async function stillRunning(processes: readonly RunningProcess[]): Promise<RunningProcess[]> {
  const all = new Map((await runningProcesses()).map((each) => [each.pid, each.started]));
  return processes.filter(({ pid, started }) => all.get(pid) === started);
}

async function runningProcesses(): Promise<(RunningProcess & { parent: number; cpuTicks: number })[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.flatMap((stat) => {
    const parts = /^(\d+) \((.*)\) (\S) (.*)/s.exec(stat);
    if (parts === null || parts[3] === 'Z') return [];
    const rest = parts[4]!.split(' ');
    const [parent, started] = [Number(rest[0]), Number(rest[18])];
    // Of the process and of children that it has waited for, in user mode and in the kernel.
    const cpuTicks = rest.slice(10, 14).reduce((sum, ticks) => sum + Number(ticks), 0);
    return [{ pid: Number(parts[1]), name: parts[2]!, parent, started, cpuTicks }];
  });
}
