import type { BandsFrame, CoachFrame } from '../wire/live/live-frames.ts';
import { LeadingRun } from './leading-run.ts';
import type { LiveShared } from './live-shared.ts';

/** A screen that watches, by whatever way frames reach it. */
export interface Screen {
  /** What was sent and not read yet. */
  readonly bufferedBytes: number;
  /** `text` is a frame as it goes over the wire. */
  send(text: string, type: 'coach' | 'bands'): void;
}

/**
 * L12: gives a screen the frames of the athlete's leading run, from whichever process. Answers the function that ends it.
 * A screen that does not read misses frames, each of which is complete.
 */
export function watchAthlete(
  live: Pick<LiveShared, 'bus' | 'clock' | 'limits'>,
  athleteId: string,
  screen: Screen,
): () => void {
  const leading = new LeadingRun();
  return live.bus.watch(athleteId, (text) => {
    if (screen.bufferedBytes >= live.limits.slowReaderBytes) return;
    // Written by a stream of this service.
    const frame = JSON.parse(text) as CoachFrame | BandsFrame;
    if (frame.type === 'coach' && !leading.shows(frame, frame.bpm !== null, live.clock.nowMs())) return;
    screen.send(text, frame.type);
  });
}
