/** Stamped on everything derived (M5); raised whenever a rule would give another result for the same evidence. */
export const RULE_VERSION = '2';
