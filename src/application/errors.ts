import type { Note } from '../domain/note.ts';

/** Everything that can be refused, as a closed list: each transport maps every code once (HTTP status, exit code, close code). */
export type AppErrorCode =
  | 'not_found'
  | 'invalid_input'
  | 'invalid_state'
  | 'preview_required'
  | 'preview_outdated'
  | 'conflict'
  | 'gone'
  | 'not_allowed'
  | 'two_factor_required'
  | 'unauthorised'
  | 'too_large'
  | 'overloaded'
  | 'rate_limited'
  | 'unsupported_file'
  | 'session_moved'
  | 'upgrade_required';

/** An expected refusal. `message` is a sentence for a person and never holds health data, names or tokens. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  /** The input field at fault, where there is one. */
  readonly field: string | undefined;
  /** Every field at fault with its sentence, where more than one may be. */
  readonly faults: readonly { readonly field: string; readonly note: Note }[] | undefined;
  /** Where to look instead: the surviving session of an absorbed id (Z10). */
  readonly location: string | undefined;
  /** When to try again, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: AppErrorCode,
    message: string,
    options: {
      field?: string;
      faults?: readonly { readonly field: string; readonly note: Note }[];
      location?: string;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.field = options.field;
    this.faults = options.faults;
    this.location = options.location;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
