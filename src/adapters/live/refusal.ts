import type { LiveErrorCode } from '../wire/live/live-frames.ts';
import { LIVE_CLOSE, type LiveCloseCode } from '../wire/live/live-protocol.ts';
import { errorText, FATAL_CLOSE } from './server-frames.ts';

/** Why a socket is closed. */
export interface Refusal {
  readonly code: LiveErrorCode;
  readonly message: string;
  readonly field?: string | undefined;
  /** Nothing is wrong with the client: it is told when to come again, as with `overloaded`. */
  readonly comeAgain?: boolean;
}

/** A slow network holds up a hello as well as a client that never says one. */
export const LATE_HELLO: Refusal = {
  code: 'unauthorised',
  message: 'no valid hello within 5 s',
  comeAgain: true,
};

const LONGEST_RETRY_SECONDS = 10;

export function refusalText({ code, message, field, comeAgain = code === 'overloaded' }: Refusal): string {
  return errorText({
    code,
    message,
    fatal: true,
    ...(field === undefined ? {} : { field }),
    ...(comeAgain ? { retryAfterSeconds: randomRetrySeconds() } : {}),
  });
}

export function closeOf({ code }: Refusal): [code: LiveCloseCode, reason: string] {
  return [FATAL_CLOSE[code] ?? LIVE_CLOSE.badMessage, code.replace('_', ' ')];
}

/** Spread, so that those turned away do not come back together. */
function randomRetrySeconds(): number {
  return 1 + Math.floor(Math.random() * LONGEST_RETRY_SECONDS);
}
