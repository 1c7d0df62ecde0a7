/** Bounds of one decoding. The largest real file is 3.1 MB; a day at 1 Hz with RR is about 200,000 messages. */
export interface DecodeLimits {
  readonly maxBytes: number;
  readonly maxMessages: number;
}

export const DECODE_LIMITS: DecodeLimits = { maxBytes: 32 * 1024 * 1024, maxMessages: 1_000_000 };
