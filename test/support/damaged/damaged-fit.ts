import { ActivityWriter } from '../../../fixtures/activity-writer.ts';
import { onlyOnChange, type Random, type SoundRide } from './sound-ride.ts';

const FIT_EPOCH_S = 631_065_600;

/** A FIT of the ride whose events, session start and values are as wrong as devices write them. */
export function damagedFit(ride: SoundRide, random: Random): Uint8Array {
  const start = ride.startMs / 1_000 - FIT_EPOCH_S;
  const blank = random(3) === 0;
  const events = random(6);
  const writer = new ActivityWriter().fileId({ created: start });
  const timerS = ride.stretches.reduce((sum, { bpm }) => sum + bpm.length, 0);
  let end = start;
  ride.stretches.forEach(({ fromS, bpm }, i) => {
    const at = start + fromS;
    end = at + bpm.length;
    const isLast = i === ride.stretches.length - 1;
    // 0 as it should be, 1 no event at all, 2 restarts not written, 3 only stops, 4 a stop before everything, 5 no pause
    if (events === 0 || (i === 0 && (events === 2 || events === 5))) writer.timer(at, 'start');
    if (events === 4 && i === 0) writer.timer(at, 'stop');
    writer.trace(at, blank ? onlyOnChange(bpm) : bpm);
    if (events === 0 || events === 2 || events === 3 || (events === 4 && !isLast) || (events === 5 && isLast))
      writer.timer(end, isLast ? 'stop_all' : 'stop');
  });
  // The start may lie hours before the first record, and the elapsed time may believe it or not.
  const early = start - 20_000;
  writer.session(
    [
      { start: early, end, elapsedS: timerS, timerS },
      { start: early, end, elapsedS: end - early, timerS },
      { start, end, elapsedS: end - start, timerS },
      { start, end, elapsedS: end - start, timerS },
    ][random(4)]!,
  );
  return writer.activity(end).close();
}
