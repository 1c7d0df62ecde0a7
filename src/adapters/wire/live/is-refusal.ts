import { LIVE_CLOSE } from './live-protocol.ts';

/**
 * Whether a socket was closed because the token or a right is missing, so that coming back is of no use. An error before
 * the close that says when to come again tells of something else: a hello that was too slow.
 */
export function isRefusal(closeCode: number, retryAfterSeconds: number): boolean {
  return (
    closeCode === LIVE_CLOSE.notAllowed || (closeCode === LIVE_CLOSE.unauthorised && retryAfterSeconds === 0)
  );
}
