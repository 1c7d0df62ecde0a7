import type { LiveDeviceKind } from './live-frames.ts';

const SLOW: readonly (LiveDeviceKind | null)[] = ['relay', 'watch', 'on-change'];

/** Sends every few seconds at best: its last value stands longer (C). */
export function isSlowSource(kind: LiveDeviceKind | null): boolean {
  return SLOW.includes(kind);
}
