/** By what a list of athletes is ordered: their need of a word, name, last session, or how much of the pulse is known (R1). */
export const ROSTER_ORDERS = ['need', 'name', 'last_seen', 'coverage'] as const;

export type RosterOrder = (typeof ROSTER_ORDERS)[number];
