/** Who reads a sentence about an athlete: the athlete, or another who may see them. */
export type Reader = 'athlete' | 'other';
