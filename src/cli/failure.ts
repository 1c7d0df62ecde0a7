import { CommanderError } from 'commander';
import type { AppErrorCode } from '../application/errors.ts';
import { AppError } from '../application/errors.ts';
import { StartupError } from '../application/startup-error.ts';

/** 1 failed or refused · 2 wrong usage or input · 3 no such thing · 130 interrupted. */
const EXIT_CODES: Readonly<Record<AppErrorCode, number>> = {
  not_found: 3,
  session_moved: 3,
  gone: 3,
  invalid_input: 2,
  invalid_state: 1,
  preview_required: 1,
  preview_outdated: 1,
  conflict: 1,
  upgrade_required: 1,
  not_allowed: 1,
  two_factor_required: 1,
  unauthorised: 1,
  too_large: 1,
  overloaded: 1,
  rate_limited: 1,
  unsupported_file: 1,
};
const INTERRUPTED = 130;

/** A command's own refusal: one sentence, and what the shell is told. */
export class CommandFailure extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CommandFailure';
    this.code = code;
    this.exitCode = options.exitCode ?? 1;
  }
}

export function interrupted(): CommandFailure {
  return new CommandFailure('interrupted', 'Interrupted.', { exitCode: INTERRUPTED });
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
}

/** What a person at the terminal is told of anything that was thrown: one sentence, no stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandFailure) {
    return { code: error.code, message: error.message, exitCode: error.exitCode };
  }
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, exitCode: EXIT_CODES[error.code] };
  }
  if (error instanceof StartupError) return { code: 'startup', message: error.message, exitCode: 1 };
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '');
    return { code: 'usage', message, exitCode: error.exitCode === 0 ? 0 : 2 };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `Unexpected failure: ${message}`, exitCode: 1 };
}
