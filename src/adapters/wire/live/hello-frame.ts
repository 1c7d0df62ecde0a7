import type { LiveClientOptions } from './live-client-options.ts';
import type { HelloFrame } from './live-frames.ts';

/** What a client says first; `lastSeq` is the highest number captured. */
export function helloFrame({ session, token, about, clock }: LiveClientOptions, lastSeq: number): HelloFrame {
  return {
    type: 'hello',
    protocol: 1,
    session,
    ...(token === undefined ? {} : { token }),
    lastSeq,
    clock: { mono: clock.monoMs(), wall: clock.wallMs() },
    ...about,
  };
}
