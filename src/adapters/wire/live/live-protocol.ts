/**
 * What both sides of `zone-coach.live.v1` hold to: the contract between whatever captures heartbeats and the server. Its
 * frames are `live-schemas` and `live-server-schemas`.
 */
export const LIVE_SUBPROTOCOL = 'zone-coach.live.v1';
/** Of a clinic's wall. */
export const WALL_SUBPROTOCOL = 'zone-coach.wall.v1';

/** Credit (L8): a client never has more than this many unacknowledged batches, of this many items each. */
export const MAX_BATCH = 300;
export const MAX_IN_FLIGHT = 3;
export const MAX_FRAME_BYTES = 64 * 1024;
export const HIGHEST_SEQUENCE = 0xffff_ffff;

/** Why the server closes a live socket. 1000 follows `ended` when the client closes; 1001 is the browser's own. */
export const LIVE_CLOSE = {
  badMessage: 4400,
  unauthorised: 4401,
  notAllowed: 4403,
  superseded: 4409,
  tooLarge: 4413,
  tooFast: 4429,
  overloaded: 4503,
  restart: 1012,
} as const;

export type LiveCloseCode = (typeof LIVE_CLOSE)[keyof typeof LIVE_CLOSE];

/** A target of the article, any of a prescription by its id, or none (`Intent`). */
export const INTENT_PATTERN =
  '^(zone2|interval_4x4|anti_inflammatory|free|target:[A-Za-z0-9][A-Za-z0-9_-]{0,39})$';
