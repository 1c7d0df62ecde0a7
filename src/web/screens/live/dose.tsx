import type { JSX } from 'preact';
import type { CoachFrame } from '../../../adapters/wire/live/live-frames.ts';
import { targetOfIntent } from '../../../domain/intent.ts';
import type { Dose as DoseOfTarget, Prescription } from '../../../domain/prescription/prescription.ts';
import { Track } from '../../components/track.tsx';
import { timeOfDay } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { ownBand, placeOf } from '../../live/heart-place.ts';
import { liveView, prescriptionOfRun, type BandRange } from '../../live/live-view.ts';
import { athleteZones, browserTimeZone } from '../../shell/athlete.ts';
import { knownWeek } from '../../shell/known-week.ts';
import './dose.css';

type Remaining = CoachFrame['remaining'][number];

/** Today's and this week's remaining dose of the target that this run is for: two lanes of the track, and in words. */
export function Dose(): JSX.Element | null {
  const { coach, coachedBy, intent, bpm, bands } = liveView.value;
  const prescription = prescriptionOfRun();
  const target = targetOfIntent(intent) ?? targetAt(bpm, bands, prescription);
  const left = coach?.remaining.find((each) => each.target === target) ?? coach?.remaining[0];
  if (coach === null || left === undefined) {
    // Without a max heart rate nothing is ever left; with one, a phone alone may not know the week.
    const unknown = coach !== null && coachedBy === 'phone' && bands.length > 0;
    return <div class="dose">{unknown && <p class="soft">{words.value.live.weekUnknown}</p>}</div>;
  }
  return (
    <div class="dose">
      <div class="dose-room">
        <Track
          prescription={prescription}
          lanes={[
            { key: 'today', band: left.target, share: todayShare(left, coach, prescription) },
            { key: 'week', band: left.target, share: weekShare(left, prescription) },
          ]}
        >
          <p class="small soft">{nameOf(left.target, prescription).title}</p>
        </Track>
        <p>
          {left.text}
          {coachedBy === 'phone' && <AsOf />}
        </p>
      </div>
    </div>
  );
}

/** A phone alone counts from what the server said last. */
function AsOf(): JSX.Element | null {
  const since = knownWeek()?.asOfMs;
  if (since === undefined) return null;
  const zone = athleteZones().at(-1)?.timeZone ?? browserTimeZone();
  return (
    <span class="dose-as-of soft small">
      {words.value.live.weekAsOf({ time: timeOfDay(new Date(since).toISOString(), zone) })}
    </span>
  );
}

/** The target that a free run earns where the heart is. */
function targetAt(bpm: number | null, bands: readonly BandRange[], { targets }: Prescription): string {
  const own = ownBand(bpm, bands);
  if (own !== null) return targets.find(({ band }) => band === own)?.id ?? own;
  const place = placeOf(bpm, bands);
  return place === 'interval_4x4' || place === 'anti_inflammatory' ? place : 'zone2';
}

/** Of what one day, or of a target in minutes the week, is to bring (T3, T4, T5, T7). */
function todayShare(left: Remaining, coach: CoachFrame, prescription: Prescription): number {
  const dose = doseOf(left, prescription);
  if (dose?.unit === 'intervals') return (coach.interval?.credited ?? 0) / dose.structure.reps;
  if (left.todaySeconds === undefined || dose === undefined) return 0;
  const seconds = dose.unit === 'minutes' ? 60 * dose.minimum : dose.seconds.least;
  return 1 - left.todaySeconds / seconds;
}

function weekShare(left: Remaining, prescription: Prescription): number {
  const open = left.weekSessions ?? left.weekDays ?? left.weekMinutes;
  const dose = doseOf(left, prescription);
  return open === undefined || dose === undefined ? 0 : 1 - open / dose.minimum;
}

function doseOf({ target }: Remaining, { targets }: Prescription): DoseOfTarget | undefined {
  return targets.find(({ id }) => id === target)?.dose;
}
