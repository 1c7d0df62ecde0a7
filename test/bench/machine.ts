import { cpus, release, totalmem } from 'node:os';

/** Names the machine a result came from; a number without it means little. */
export function machine(): {
  cpu: string;
  cores: number;
  memoryGiB: number;
  node: string;
  os: string;
  summary: string;
} {
  const cores = cpus();
  const facts = {
    cpu: cores[0]?.model.trim() ?? 'unknown CPU',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${process.platform} ${release()}`,
  };
  return {
    ...facts,
    summary: `${facts.cpu}, ${facts.cores} cores, ${facts.memoryGiB} GiB, Node ${facts.node}, ${facts.os}`,
  };
}
