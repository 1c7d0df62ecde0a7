import Table from 'cli-table3';
import type { BenchRow, Goal, Spread } from './bench.ts';
import { goalMet, ratioOf } from './bench.ts';

/** The names of the columns of `benchLine`. */
export function benchHead(): string {
  return line(['bench', 'what', 'measured', 'baseline', 'ratio', 'goal', '']);
}

/** A row of the table, by itself: middle [lowest–highest], the baseline beside it, their ratio, and the goal. */
export function benchLine(bench: string, row: BenchRow): string {
  return line(cells(bench, row));
}

/** Where its time goes, a line below the row; empty without a profile. */
export function profileLine({ profile = [] }: BenchRow): string {
  const shares = profile.map(({ where, percent }) => `${percent.toFixed(percent < 10 ? 1 : 0)} % ${where}`);
  return shares.length === 0 ? '' : `  time goes to: ${shares.join(' · ')}\n`;
}

/** Wrapped within the same widths, a rule above: lines below one another are one table. */
function line(texts: string[]): string {
  const none = { bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' };
  const table = new Table({
    chars: { ...none, 'top-left': '├', 'top-mid': '┼', 'top-right': '┤' },
    style: { border: [] },
    wordWrap: true,
    colWidths: [18, 44, 30, 44, 9, 18, 8],
  });
  table.push(texts);
  return table.toString();
}

function cells(bench: string, row: BenchRow): string[] {
  const ratio = ratioOf(row);
  const met = goalMet(row);
  return [
    bench,
    row.note === undefined ? row.what : `${row.what} (${row.note})`,
    spreadText(row.measured, row.unit),
    row.baseline ? `${row.baseline.name}: ${spreadText(row.baseline.spread, row.unit)}` : '–',
    ratio === null ? '–' : figure(ratio),
    row.goal ? goalText(row.goal, row.unit) : '–',
    met === null ? '' : met ? 'met' : 'missed',
  ];
}

/** `4.5 ms [4.1–5.2]`: the middle with its range. */
export function spreadText(spread: Spread, unit: string): string {
  const middle = `${figure(spread.middle)} ${unit}`;
  return spread.repeats === 1 ? middle : `${middle} [${figure(spread.lowest)}–${figure(spread.highest)}]`;
}

function goalText(goal: Goal, unit: string): string {
  const suffix = goal.of === 'ratio' ? '× baseline' : ` ${unit}`;
  const parts: string[] = [];
  if (goal.atMost !== undefined) parts.push(`≤ ${figure(goal.atMost)}${suffix}`);
  if (goal.atLeast !== undefined) parts.push(`≥ ${figure(goal.atLeast)}${suffix}`);
  return parts.join(', ');
}

function figure(value: number): string {
  return value === 0 || Math.abs(value) >= 0.001
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(2);
}
