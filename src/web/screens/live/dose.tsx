import type { JSX } from 'preact';
import type { CoachFrame, LiveIntent } from '../../../adapters/wire/live/live-frames.ts';
import { Track } from '../../components/track.tsx';
import { words } from '../../language/language.ts';
import { placeOf } from '../../live/heart-place.ts';
import { liveView } from '../../live/live-view.ts';
import './dose.css';

type Remaining = CoachFrame['remaining'][number];

/** The article's daily half hour and weekly numbers: what the rings fill up to (T3, T4, T5). */
const TODAY_SECONDS = 1_800;
const WEEK_NEED: Readonly<Record<string, number>> = { zone2: 3, interval_4x4: 2, anti_inflammatory: 7 };

/** Today's and this week's remaining dose of the target that this run is for: two lanes of the track, and in words. */
export function Dose(): JSX.Element | null {
  const { coach, intent, bpm, bands } = liveView.value;
  const target = targetOf(intent, placeOf(bpm, bands));
  const left = coach?.remaining.find((each) => each.target === target) ?? coach?.remaining[0];
  if (coach === null || left === undefined) return <div class="dose" />;
  return (
    <div class="dose">
      <div class="dose-room">
        <Track
          lanes={[
            { key: 'today', band: left.target, share: todayShare(left, coach) },
            { key: 'week', band: left.target, share: weekShare(left) },
          ]}
        >
          <p class="small soft">{words.value.targets[left.target]?.title ?? left.target}</p>
        </Track>
        <p>{left.text}</p>
      </div>
    </div>
  );
}

function targetOf(intent: LiveIntent, place: string): string {
  if (intent !== 'free') return intent;
  return place === 'interval_4x4' || place === 'anti_inflammatory' ? place : 'zone2';
}

function todayShare(left: Remaining, coach: CoachFrame): number {
  if (left.target === 'interval_4x4') return (coach.interval?.credited ?? 0) / 4;
  return left.todaySeconds === undefined ? 0 : 1 - left.todaySeconds / TODAY_SECONDS;
}

function weekShare(left: Remaining): number {
  const open = left.weekSessions ?? left.weekDays;
  const need = WEEK_NEED[left.target];
  return open === undefined || need === undefined ? 0 : 1 - open / need;
}
