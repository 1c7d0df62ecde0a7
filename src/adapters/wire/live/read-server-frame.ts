import type { ServerFrame } from './live-frames.ts';

/** `unknown` for what is no frame of this protocol version: a newer server may say more. */
export function readServerFrame(text: string): ServerFrame | { readonly type: 'unknown' } {
  try {
    // Our own server speaks; what the client uses of a frame is what the protocol promises of it.
    return JSON.parse(text) as ServerFrame;
  } catch {
    return { type: 'unknown' };
  }
}
