/** Bounds of one decoding. The largest real file is 3.1 MB; a day at 1 Hz with RR is about 200,000 messages. */
export interface DecodeLimits {
  readonly maxBytes: number;
  readonly maxMessages: number;
  /** Of all-day monitoring: a device writes a file a day, of a few thousand. */
  readonly maxMonitoringMessages: number;
  /** A triathlon has five; an app that writes all its tracks into one file has hundreds. */
  readonly maxRecordings: number;
}

export const DECODE_LIMITS: DecodeLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxMessages: 1_000_000,
  maxMonitoringMessages: 100_000,
  maxRecordings: 2_000,
};
