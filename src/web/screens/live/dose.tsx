import type { JSX } from 'preact';
import type { CoachFrame, LiveIntent } from '../../../adapters/wire/live/live-frames.ts';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import { Track } from '../../components/track.tsx';
import { timeOfDay } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { placeOf } from '../../live/heart-place.ts';
import { liveView } from '../../live/live-view.ts';
import { athleteZones, browserTimeZone, prescriptionInForce } from '../../shell/athlete.ts';
import { knownWeek } from '../../shell/known-week.ts';
import './dose.css';

type Remaining = CoachFrame['remaining'][number];

/** Today's and this week's remaining dose of the target that this run is for: two lanes of the track, and in words. */
export function Dose(): JSX.Element | null {
  const { coach, coachedBy, intent, bpm, bands } = liveView.value;
  const target = targetOf(intent, placeOf(bpm, bands));
  const left = coach?.remaining.find((each) => each.target === target) ?? coach?.remaining[0];
  if (coach === null || left === undefined) {
    // Without a max heart rate nothing is ever left; with one, a phone alone may not know the week.
    const unknown = coach !== null && coachedBy === 'phone' && bands.length > 0;
    return <div class="dose">{unknown && <p class="soft">{words.value.live.weekUnknown}</p>}</div>;
  }
  const prescription = prescriptionInForce();
  return (
    <div class="dose">
      <div class="dose-room">
        <Track
          lanes={[
            { key: 'today', band: left.target, share: todayShare(left, coach, prescription) },
            { key: 'week', band: left.target, share: weekShare(left, prescription) },
          ]}
        >
          <p class="small soft">{words.value.targets[left.target]?.title ?? left.target}</p>
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
      {words.value.live.weekAsOf(timeOfDay(new Date(since).toISOString(), zone))}
    </span>
  );
}

function targetOf(intent: LiveIntent, place: string): string {
  if (intent !== 'free') return intent;
  return place === 'interval_4x4' || place === 'anti_inflammatory' ? place : 'zone2';
}

/** Of what one day is to bring (T3, T4, T5, T7). */
function todayShare(left: Remaining, coach: CoachFrame, prescription: Prescription): number {
  if (left.target === 'interval_4x4') return (coach.interval?.credited ?? 0) / 4;
  const minutes = {
    zone2: prescription.zone2.minimumMinutes,
    anti_inflammatory: prescription.antiInflammatory.minimumMinutes,
    cardio: prescription.cardio.minimumMinutes,
  }[left.target];
  if (left.todaySeconds === undefined || minutes === undefined) return 0;
  return 1 - left.todaySeconds / (60 * minutes);
}

function weekShare(left: Remaining, prescription: Prescription): number {
  const open = left.weekSessions ?? left.weekDays;
  const need = {
    zone2: prescription.zone2.minimum,
    interval_4x4: prescription.interval4x4.minimum,
    anti_inflammatory: prescription.antiInflammatory.minimumDays,
    cardio: prescription.cardio.minimum,
  }[left.target];
  return open === undefined || need === undefined ? 0 : 1 - open / need;
}
