/** How often what others suggest is asked for while Me is on the screen. */
export const SUGGESTED_EVERY_MS = 20_000;
