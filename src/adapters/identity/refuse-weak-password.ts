import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { AppError } from '../../application/errors.ts';

/** Of 0 to 4: from 3 on, some 10⁸ guesses are needed even by somebody who tries common passwords and patterns first. */
const LOWEST_SCORE = 3;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Read once somebody chooses a password: half a megabyte of words that a start need not wait for. */
async function openEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/**
 * Refuses what is guessed early: common passwords, repetitions, sequences, walks on the keyboard and the person's own
 * address, also in disguise. Nothing leaves the machine.
 *
 * @throws AppError `invalid_input`.
 */
export async function refuseWeakPassword(password: string, email: string): Promise<void> {
  estimator ??= openEstimator();
  if ((await estimator).check(password, email.split(/[@.]/)).score < LOWEST_SCORE) {
    throw new AppError(
      'invalid_input',
      'This password is among the first that are guessed: choose another.',
      {
        field: 'password',
      },
    );
  }
}
