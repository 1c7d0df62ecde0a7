import { Presets, SingleBar } from 'cli-progress';
import type { CliContext } from './cli-context.ts';

export interface Progress {
  /** More was found to do than known at first. */
  grow(by: number): void;
  step(by?: number): void;
  /** A list is read before there is anything to do; null when it is no more. */
  scan(scan: { readonly doneBytes: number; readonly totalBytes: number } | null): void;
  stop(): void;
}

/** For commands that tell file by file. */
export const SILENT: Progress = {
  grow: () => undefined,
  step: () => undefined,
  scan: () => undefined,
  stop: () => undefined,
};
const BAR_CHARACTERS = 30;

/** A bar on the standard error of a terminal; nothing where nobody watches. */
export function progressOf(context: Pick<CliContext, 'isTty'>, label: string, total: number): Progress {
  if (!context.isTty || total === 0) return SILENT;
  let scanned = '';
  const bar = new SingleBar(
    {
      format: (_options, { progress, value, total: all, eta }) =>
        progressLine(label, progress, value, all, eta) + scanned,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    grow: (by) => {
      if (by > 0) bar.setTotal(bar.getTotal() + by);
    },
    step: (by = 1) => {
      if (by > 0) bar.increment(by);
    },
    scan: (scan) => {
      scanned =
        scan === null ? '' : ` | ${mebibytes(scan.doneBytes)} of ${mebibytes(scan.totalBytes)} MiB scanned`;
    },
    stop: () => bar.stop(),
  };
}

/** `Importing ███░░ 60 % | 90/150 | 12 s left`; without a guess as long as there is nothing to guess from. */
function progressLine(
  label: string,
  progress: number,
  value: number,
  total: number,
  etaSeconds: number,
): string {
  const filled = Math.round(progress * BAR_CHARACTERS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_CHARACTERS - filled);
  const isGuessed = value > 0 && value < total && Number.isFinite(etaSeconds);
  const left = isGuessed ? ` | ${durationText(etaSeconds)} left` : '';
  return `${label} ${bar} ${Math.floor(100 * progress)} % | ${value}/${total}${left}`;
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function durationText(seconds: number): string {
  return seconds < 100 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
