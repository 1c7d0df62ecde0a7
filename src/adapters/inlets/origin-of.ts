import { randomInt } from 'node:crypto';
import type { RelayReading } from '../wire/relays/relay.ts';
import type { TimedBeat } from './source-clock.ts';

const UINT32 = 0x1_0000_0000;
const UINT15 = 0x7fff;
/** The highest of the 48 bits: the item's instant is that of its arrival. */
const SERVER_CLOCK = 2 ** 47;

/**
 * What tells a beat from every other one of its source (N4), below 2⁴⁸: its own time, before any correction, with its bpm;
 * without a time the name of its message and its place in it. A source that gives neither can't tell one beat sent twice
 * from two: there every arrival is a beat and gets a name of its own, by which it is stored once, however often we try.
 */
export function originOf({ beat, clock }: TimedBeat, index: number, { messageId }: RelayReading): number {
  const mark = clock === 'server' ? SERVER_CLOCK : 0;
  if (beat.time !== null) return hash47(`${beat.time.ms}/${beat.code}`) + mark;
  return (messageId === null ? randomInt(SERVER_CLOCK) : hash47(`${messageId}#${index}`)) + mark;
}

/** 47 bits of a text, well mixed (after MurmurHash3's finalizer); of a run's few thousand beats no two meet. */
function hash47(text: string): number {
  let a = 0x9e3779b1;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    a = Math.imul(a ^ letter, 0x9e3779b1);
    b = Math.imul(b ^ letter, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b & UINT15) * UINT32 + (a >>> 0);
}
