import type { LIVE_CLOSE } from './live-protocol.ts';

/** What each close code asks of a client, by its name in `LIVE_CLOSE`. */
export const CLOSE_MEANINGS: Readonly<Record<keyof typeof LIVE_CLOSE, string>> = {
  badMessage:
    'Ten frames within a minute could not be read, or the WebSocket itself was malformed. Do not repeat.',
  unauthorised:
    'No valid token or session: sign in or pair again; keep the buffer. With retryAfterSeconds in the error frame, only ' +
    'no valid hello within 5 s: come again.',
  notAllowed: 'The token does not cover this channel. Pair again; keep the buffer.',
  superseded:
    'A newer hello writes this session. It may be your own, late from a connection that you have given up: say hello ' +
    'again once. Closed so twice within a minute, watch instead.',
  tooLarge: 'A frame was longer than 64 KiB. Cut batches smaller.',
  tooFast:
    'More than the credit of unacknowledged batches, or more than 10 fresh items a second for a minute.',
  overloaded:
    'The server sheds load. Reconnect after retryAfterSeconds of the error frame; resend from the last ack.',
  restart:
    'Service restart: everything received is committed and acknowledged. Reconnect with jitter of 0.5–30 s.',
};

/** What each `error` frame means. Whether it ends the socket is said in the frame itself (`fatal`). */
export const ERROR_MEANINGS = {
  bad_envelope: 'The frame is neither a JSON object nor raw samples. It was ignored.',
  bad_field: 'A field of the frame is missing or out of its bounds; `field` names it. The frame was ignored.',
  unauthorised:
    'Nobody is known by this token or session; with `retryAfterSeconds`, no valid hello came in time.',
  not_allowed: 'The token does not have the scope that the channel needs.',
  superseded: 'The session is written from another connection.',
  too_large: 'The frame is longer than the server reads.',
  too_fast: 'The client sends beyond its credit or its rate.',
  overloaded: 'The server cannot store more now; come again after `retryAfterSeconds`.',
  quarantined:
    'Instants lie too far ahead of the server or behind it: set aside, listed by GET /v1/recordings, not counted.',
  conflict: 'A number came again with another payload: the first was kept.',
  internal: 'The server could not handle the frame, by its own fault.',
} as const;
