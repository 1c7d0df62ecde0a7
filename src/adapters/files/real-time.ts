/** A clock that lies further back was never set: FIT's own limit, 2^28 s after the last day of 1989. */
export const FIRST_REAL_MS = (631_065_600 + 0x10000000) * 1_000;
