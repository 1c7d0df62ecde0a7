import { Presets, SingleBar } from 'cli-progress';
import type { CliContext } from './cli-context.ts';

export interface Progress {
  /** More was found to do than known at first. */
  grow(by: number): void;
  step(by?: number): void;
  stop(): void;
}

const SILENT: Progress = { grow: () => undefined, step: () => undefined, stop: () => undefined };

/** A bar on the standard error of a terminal; nothing where nobody watches. */
export function progressOf(context: Pick<CliContext, 'isTty'>, label: string, total: number): Progress {
  if (!context.isTty || total === 0) return SILENT;
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage} % | {value}/{total} | {eta_formatted} left`,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    grow: (by) => bar.setTotal(bar.getTotal() + by),
    step: (by = 1) => bar.increment(by),
    stop: () => bar.stop(),
  };
}
