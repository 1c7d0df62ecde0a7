import { liveView, show, IDLE } from './live-view.ts';
import type { LiveIntent } from '../../adapters/wire/live-frames.ts';

export function startStrap(_intent: LiveIntent): Promise<void> {
  return Promise.resolve();
}
export function startSimulated(): Promise<void> {
  show({ phase: 'running', source: 'simulated' });
  return Promise.resolve();
}
export function startWatching(): void {
  show({ phase: 'running', source: 'watch' });
}
export function stopWatching(): void {
  liveView.value = IDLE;
}
export function pauseSession(): void {}
export function resumeSession(): void {}
export function endSession(): Promise<void> {
  return Promise.resolve();
}
export function leaveEnded(): void {
  liveView.value = IDLE;
}
export function reconnectByTap(): Promise<void> {
  return Promise.resolve();
}
export function resumeOpenSession(): Promise<void> {
  return Promise.resolve();
}
