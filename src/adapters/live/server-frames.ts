import type {
  BandsFrame,
  EndedFrame,
  ErrorFrame,
  LiveErrorCode,
  PingFrame,
  WelcomeFrame,
} from '../wire/live/live-frames.ts';
import type { LiveCloseCode } from '../wire/live/live-protocol.ts';
import { LIVE_CLOSE } from '../wire/live/live-protocol.ts';
import { asciiJson } from './ascii-json.ts';

/** Acknowledgements name at most this many holes: the client resends the first ones first. */
export const MISSING_SHOWN = 50;

/** Written by hand because one goes out per message received. Both are numbers: nothing needs escaping. */
export function ackText(seq: number, missing: readonly (readonly [number, number])[]): string {
  if (missing.length === 0) return `{"type":"ack","seq":${seq}}`;
  return `{"type":"ack","seq":${seq},"missing":${JSON.stringify(missing)}}`;
}

export function pongText({ id, mono }: PingFrame, serverTimeMs: number): string {
  return `{"type":"pong","id":${id},"mono":${mono},"serverTime":${serverTimeMs}}`;
}

export function welcomeText(frame: Omit<WelcomeFrame, 'type'>): string {
  return asciiJson({ type: 'welcome', ...frame });
}

export function bandsText(frame: Omit<BandsFrame, 'type'>): string {
  return asciiJson({ type: 'bands', ...frame });
}

export function endedText(session: EndedFrame['session']): string {
  return asciiJson({ type: 'ended', session });
}

export function errorText(frame: Omit<ErrorFrame, 'type'>): string {
  return asciiJson({ type: 'error', ...frame });
}

/** Which close code a fatal error ends with; the others never end a socket. */
export const FATAL_CLOSE: Partial<Record<LiveErrorCode, LiveCloseCode>> = {
  bad_envelope: LIVE_CLOSE.badMessage,
  bad_field: LIVE_CLOSE.badMessage,
  unauthorised: LIVE_CLOSE.unauthorised,
  not_allowed: LIVE_CLOSE.notAllowed,
  superseded: LIVE_CLOSE.superseded,
  too_large: LIVE_CLOSE.tooLarge,
  too_fast: LIVE_CLOSE.tooFast,
  overloaded: LIVE_CLOSE.overloaded,
};
