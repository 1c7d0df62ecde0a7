import { ActivityWriter, fitTime } from '../../fixtures/activity-writer.ts';
import { FitWriter } from '../../fixtures/encode-fit.ts';
import { heartTrace } from '../../fixtures/heart.ts';

/** A run of an hour from `iso` as a watch writes it: warm-up, an easy part, and a hole in the values. */
export function runFile(iso: string, seed = 7): Uint8Array {
  const start = fitTime(iso);
  const bpms = heartTrace(
    [
      { seconds: 600, bpm: 110 },
      { seconds: 2400, bpm: 128 },
      { seconds: 600, bpm: 105 },
    ],
    seed,
  ).map((bpm, second) => (second >= 1200 && second < 1500 ? null : bpm));
  const writer = new ActivityWriter().fileId({ created: start }).timer(start, 'start').trace(start, bpms);
  return writer
    .timer(start + 3599, 'stop_all')
    .session({ start, end: start + 3599 })
    .activity(start + 3599)
    .close();
}

/** All-day heart rate from `iso`: a value a minute, asleep, then walking for 40 min of every second hour. */
export function monitoringFile(iso: string, minutes: number): Uint8Array {
  const start = fitTime(iso);
  const fit = new FitWriter();
  fit.message(0, [
    [0, 'enum', 32],
    [1, 'uint16', 1],
    [2, 'uint16', 3113],
    [4, 'uint32', start],
  ]);
  let walking: boolean | null = null;
  for (let minute = 0; minute < minutes; minute++) {
    const walks = minute >= 300 && minute % 120 < 40;
    const bpm = (walks ? 105 : minute < 300 ? 52 : 64) + (minute % 3);
    if (walks !== walking || minute % 15 === 0) {
      walking = walks;
      fit.message(
        55,
        [
          [253, 'uint32', start + minute * 60],
          [5, 'enum', walks ? 6 : 8],
        ],
        { local: 1 },
      );
    }
    fit.message(
      55,
      [
        [253, 'uint32', start + minute * 60],
        [27, 'uint8', bpm],
      ],
      { local: 2 },
    );
  }
  return fit.close();
}
