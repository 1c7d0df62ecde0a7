import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readReceipt } from '../adapters/receipts/read-receipt.ts';
import { isSealed } from '../adapters/receipts/report-seal.ts';
import type { ReceiptDifference } from '../application/receipts/compare-receipt.ts';
import type { Receipt } from '../application/receipts/issue-receipt.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';
import { CommandFailure } from './failure.ts';

interface VerifyOptions extends OutputOptions {
  readonly key?: string;
  readonly database?: true;
}

const WORDS: Readonly<Record<ReceiptDifference['what'], string>> = {
  evidence_changed: 'heartbeats differ',
  session_gone: 'is gone',
  session_new: 'came later',
  day_changed: 'all-day heart rate differs',
};

export function addVerifyCommand(program: Command, context: CliContext): void {
  addCommand(program, 'verify <file>', 'whether a signed report is as it was signed')
    .option('--key <key>', 'the public key that must have signed it')
    .option('--database', 'also whether the evidence in this installation is still the same')
    .action(async (file: string, options: VerifyOptions) => {
      const receipt = await receiptIn(file);
      const { athleteId, week, publicKey } = receipt;
      if (!isSealed(receipt) || (options.key !== undefined && options.key !== publicKey)) {
        throw new CommandFailure('not_genuine', `${file} is not as it was signed.`, { exitCode: 1 });
      }
      const differences =
        options.database === true
          ? await withService(context, ({ verbs }) => verbs.compareReceipt({ receipt }))
          : null;
      const lines = [`${week} is as it was signed.`, `Key      ${publicKey}`, `Athlete  ${athleteId}`];
      if (differences?.length === 0) lines.push('Its evidence is unchanged.');
      const changed = (differences ?? []).map(sentenceOf);
      printResult(
        context,
        options,
        { athleteId, week, publicKey, genuine: true, differences },
        [...lines, ...changed].join('\n'),
      );
      if (changed.length > 0) {
        throw new CommandFailure('evidence_changed', 'The evidence has changed since.', { exitCode: 1 });
      }
    });
}

function sentenceOf({ week, date, sessionId, what }: ReceiptDifference): string {
  return `${week}, ${date}${sessionId === null ? '' : `, session ${sessionId}`}: ${WORDS[what]}`;
}

async function receiptIn(file: string): Promise<Receipt> {
  const receipt = readReceipt(await readFile(file, 'utf8'));
  if (receipt !== null) return receipt;
  throw new CommandFailure('not_a_receipt', `${file} is no signed report.`, { exitCode: 2 });
}
