import type { DecodeOutcome } from '../../../application/ports/file-decoder.ts';
import type { DecodeLimits } from '../decode-limits.ts';
import { sha256Of } from '../recording-identity.ts';
import { isPartial, refusal, tooManyRecordings, type Warning } from '../refusal.ts';
import { activityRecordings, type DecodedRecording } from './activity-recordings.ts';
import { fileTypeName, isPlanned } from './file-types.ts';
import { isFitHeader } from './frame-parts.ts';
import type { FitContent } from './fit-content.ts';
import { fitTimeToMs, isRealTime } from './fit-time.ts';
import { monitoringRecordings } from './monitoring-recordings.ts';
import { readFit, type FitLoss, type FitReading } from './read-fit.ts';

interface FitOptions {
  readonly limits: DecodeLimits;
  readonly nowMs: number;
}

/**
 * A FIT file of any kind as recordings: activities (one per session), all-day monitoring, resting heart rates.
 * Damaged files give what is whole, marked partial. `nowMs` tells clocks that run ahead.
 */
export function decodeFit(bytes: Uint8Array, options: FitOptions): DecodeOutcome {
  if (bytes.length === 0) return refusal('empty', 'The file is empty.');
  if (!isFitHeader(bytes, 0)) return refusal('unknown_format', 'This is not a FIT file.');
  return judgeReading(bytes, readFit(bytes, options.limits.maxMessages), options);
}

/** What a reading of these bytes gives, whoever read them. */
export function judgeReading(bytes: Uint8Array, reading: FitReading, options: FitOptions): DecodeOutcome {
  const { maxMessages, maxMonitoringMessages, maxRecordings } = options.limits;
  if (reading.exhausted || reading.files.some((file) => file.monitoring.length > maxMonitoringMessages))
    return refusal(
      'too_many_messages',
      `The file holds more than ${reading.exhausted ? maxMessages : maxMonitoringMessages} messages.`,
    );
  // Before they are cut out of the records: each looks at all laps, sets and events.
  if (reading.files.some((file) => file.sessions.length > maxRecordings))
    return tooManyRecordings(maxRecordings);

  const fileSha256 = sha256Of(bytes);
  const usable = (fitS: number): boolean => isRealTime(fitS, options.nowMs);
  const recordings: DecodedRecording[] = [];
  const restingHeartRates: { atMs: number; bpm: number }[] = [];
  const warnings: Warning[] = reading.losses.map(lossWarning);
  reading.files.forEach((content, index) => {
    if (isPlanned(content.fileType)) return;
    const identity = { fileSha256, place: `${index}` };
    const found = [
      ...activityRecordings(content, identity, usable),
      ...monitoringRecordings(content, identity, usable),
    ];
    const resting = content.restingHeartRates.filter(({ at }) => usable(at));
    recordings.push(...found);
    restingHeartRates.push(...resting.map(({ at, bpm }) => ({ atMs: fitTimeToMs(at), bpm })));
    warnings.push(...timeWarnings(content, usable));
  });
  const outvoted = recordings.reduce((sum, { outvotedStops }) => sum + outvotedStops, 0);
  if (outvoted > 0)
    warnings.push({
      code: 'timer_outvoted',
      message: 'The file says that the timer stood still while heart rate went on; that time counts.',
    });
  if (recordings.length === 0 && restingHeartRates.length === 0)
    return nothingFound(reading.files, reading.losses, usable);
  return {
    ok: true,
    recordings: recordings.map(({ recording, extra }) => ({ recording, extra })),
    restingHeartRates,
    partial: isPartial(warnings),
    warnings,
  };
}

function nothingFound(
  files: readonly FitContent[],
  losses: readonly FitLoss[],
  usable: (fitS: number) => boolean,
): DecodeOutcome {
  if (files.some((content) => content.records.time.some((at) => !Number.isNaN(at) && !usable(at))))
    return refusal(
      'clock_not_set',
      "The device's clock was not set when this was recorded, so it has no place in the calendar.",
    );
  const lived = files.some((content) => content.fileType === 4 || content.records.time.length > 0);
  const typed = files.find((content) => content.fileType !== null && content.fileType !== 4);
  if (typed !== undefined && (isPlanned(typed.fileType) || !lived) && typed.monitoring.length === 0)
    return refusal(
      'not_an_activity',
      `This FIT file holds no activity, but ${fileTypeName(typed.fileType)} data.`,
    );
  if (losses.some((loss) => loss.lostBytes > 0))
    return refusal('unreadable', 'The file is damaged, and nothing in it could be read.');
  if (files.some((content) => content.records.time.some((at) => Number.isNaN(at))))
    return refusal(
      'no_activity',
      'The records of this file have no times, so they have no place in the calendar.',
    );
  return refusal('no_activity', 'This FIT file holds neither a session nor a heart-rate record.');
}

function timeWarnings(content: FitContent, usable: (fitS: number) => boolean): Warning[] {
  const { time, bpm } = content.records;
  let untimed = 0;
  let unreal = 0;
  for (let index = 0; index < time.length; index++) {
    if (Number.isNaN(time[index])) untimed += bpm[index]! > 0 ? 1 : 0;
    else if (!usable(time[index]!)) unreal++;
  }
  const warnings: Warning[] = [];
  if (untimed > 0)
    warnings.push({
      code: 'records_without_time',
      message: `Heart-rate records left out because they have no time: ${untimed}.`,
    });
  if (unreal > 0)
    warnings.push({
      code: 'clock_not_set',
      message: `Records left out because a clock that was not set dated them: ${unreal}.`,
    });
  return warnings;
}

const LOSS_SENTENCES: Readonly<Record<FitLoss['cause'], string>> = {
  checksum: 'The checksum is wrong: parts of the file may have been changed since it was written.',
  unclosed: 'The device never closed the file.',
  size: 'The size in the header is wrong: the file may have been changed since it was written.',
  truncated: 'The end of the file is missing.',
  corrupt: 'A part of the file is no FIT record.',
  stray: 'Bytes between or after the FIT files belong to none of them.',
};

function lossWarning(loss: FitLoss): Warning {
  const lost =
    loss.lostBytes === 0 ? 'Every record could be read.' : `${loss.lostBytes} bytes could not be read.`;
  return { code: loss.cause, message: `${LOSS_SENTENCES[loss.cause]} ${lost}` };
}
