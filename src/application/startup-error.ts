/**
 * A reason why the program cannot start, as one sentence for the person at the terminal. The entry point prints
 * the message alone and exits with code 1; anything else that is thrown at start is a fault of ours and keeps its stack.
 */
export class StartupError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StartupError';
  }
}
