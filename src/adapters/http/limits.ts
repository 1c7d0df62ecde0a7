/** How much one caller may ask for. */
export interface HttpLimits {
  /** JSON bodies. */
  readonly bodyBytes: number;
  /** Largest single file of an upload. */
  readonly uploadFileBytes: number;
  /** All parts of one upload request together. */
  readonly uploadRequestBytes: number;
  /** Files of one upload request: each takes the database a moment, and the caller waits for all of them. */
  readonly uploadFiles: number;
  /** Requests per minute and address to sign-in. */
  readonly authPerMinute: number;
  /** Attempts per minute and address to redeem a pairing code. */
  readonly pairPerMinute: number;
  /** Upload requests per minute and athlete. */
  readonly uploadsPerMinute: number;
  /** Event-loop delay from which new requests are turned away. */
  readonly loopDelayMs: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 64 * 1024,
  uploadFileBytes: 64 * MIB,
  uploadRequestBytes: 2_048 * MIB,
  uploadFiles: 1_000,
  authPerMinute: 120,
  pairPerMinute: 30,
  uploadsPerMinute: 6_000,
  loopDelayMs: 3_000,
};
