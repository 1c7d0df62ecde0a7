import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { AppError } from '../../application/errors.ts';

/** Of 0 to 4: from 3 on, some 10⁸ guesses are needed even by somebody who tries common passwords and patterns first. */
const LOWEST_SCORE = 3;

let estimator: ZxcvbnFactory | undefined;

/**
 * Refuses what is guessed early: common passwords, repetitions, sequences, walks on the keyboard and the person's own
 * address, also in disguise. Nothing leaves the machine.
 *
 * @throws AppError `invalid_input`.
 */
export function refuseWeakPassword(password: string, email: string): void {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  if (estimator.check(password, email.split(/[@.]/)).score < LOWEST_SCORE) {
    throw new AppError(
      'invalid_input',
      'This password is among the first that are guessed: choose another.',
      {
        field: 'password',
      },
    );
  }
}
