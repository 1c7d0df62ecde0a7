/** A fingerprint of RR intervals for the flat-line rule (Z7): 0 only for none. */
export function rrKeyOf(rr: readonly number[] | null): number {
  if (rr === null || rr.length === 0) return 0;
  let hash = 0x811c9dc5;
  for (const interval of rr) hash = Math.imul(hash ^ interval, 0x01000193);
  return hash >>> 0 || 1;
}
