import type { Locale } from '../../domain/athlete.ts';
import type { CoachView } from '../../domain/coaching/coach.ts';
import type { RemainingDose } from '../../domain/coaching/live-doses.ts';
import type { RunIdentity } from '../wire/live/live-frames.ts';
import { renderNote } from '../wire/messages/render.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { asciiJson } from './ascii-json.ts';

/**
 * A coach frame as it goes over the wire, in the reader's language. Put together by hand because every stream says one
 * each second: only sentences and ids that are not numbers are escaped, and those are short.
 */
export function coachText(view: CoachView, locale: Locale, doses: DoseTexts, run: RunText): string {
  const { atMs, bpm, percent, bands, stale, seconds, remaining, interval, ceiling, cue } = view;
  let text = `{"type":"coach",${run.json},"at":${atMs},"bpm":${bpm ?? 'null'},"percent":${percent ?? 'null'},"bands":`;
  text += bands.length === 0 ? '[]' : `["${bands.join('","')}"]`;
  text += `,"stale":${stale},"seconds":{`;
  for (let i = 0; i < seconds.length; i++) {
    text += `${i === 0 ? '"' : ',"'}${seconds[i]!.id}":${seconds[i]!.seconds}`;
  }
  text += '},"remaining":[';
  for (let i = 0; i < remaining.length; i++) {
    text += `${i === 0 ? '' : ','}${doses.text(i, remaining[i]!, locale)}`;
  }
  text += ']';
  if (interval) text += `,"interval":${intervalText(interval)}`;
  // Of numbers, truth values and ids alone.
  if (ceiling !== null) text += `,"ceiling":${JSON.stringify(ceiling)}`;
  if (cue !== null) text += `,"cue":{"id":"${cue}","text":${asciiJson(renderNote({ id: cue }, locale))}}`;
  return `${text}}`;
}

/** Whose run a frame tells of, written once per stream. */
export class RunText {
  readonly json: string;

  constructor({ session, device, simulated }: RunIdentity) {
    const name = device === null ? 'null' : asciiJson(device);
    this.json = `"session":"${session}","device":${name},"simulated":${simulated}`;
  }
}

function intervalText(interval: NonNullable<CoachView['interval']>): string {
  const { target, credited, of, phase, elapsedSeconds, effortSeconds, event } = interval;
  const named = target === undefined ? '' : `"target":"${target}",`;
  const said = event === undefined ? '' : `,"event":"${event}"`;
  return `{${named}"credited":${credited},"of":${of},"phase":"${phase}","elapsedSeconds":${elapsedSeconds},"effortSeconds":${effortSeconds}${said}}`;
}

/** A dose as it was put into words, apart from the seconds of today. */
interface KeptDose {
  of: RemainingDose;
  readonly head: string;
  readonly tail: string;
}

/** Keeps what changes about once a minute of a stream's doses and is said once a second. */
export class DoseTexts {
  readonly #kept: KeptDose[] = [];

  text(index: number, dose: RemainingDose, locale: Locale): string {
    let kept = this.#kept[index];
    if (kept === undefined || !isSame(kept.of, dose)) kept = this.#kept[index] = keptDose(dose, locale);
    kept.of = dose;
    const { todaySeconds } = dose;
    return todaySeconds === null
      ? kept.head + kept.tail
      : `${kept.head},"todaySeconds":${todaySeconds}${kept.tail}`;
  }
}

/** Apart from the seconds of today. */
function isSame(a: RemainingDose, b: RemainingDose): boolean {
  if (a === b) return true;
  return (
    a.note === b.note &&
    a.target === b.target &&
    a.weekSessions === b.weekSessions &&
    a.weekDays === b.weekDays &&
    a.weekMinutes === b.weekMinutes
  );
}

function keptDose(dose: RemainingDose, locale: Locale): KeptDose {
  const { target, weekSessions, weekDays, weekMinutes, note } = dose;
  let tail = '';
  if (weekSessions !== null) tail += `,"weekSessions":${weekSessions}`;
  if (weekDays !== null) tail += `,"weekDays":${weekDays}`;
  if (weekMinutes !== null) tail += `,"weekMinutes":${weekMinutes}`;
  tail += `,"text":${asciiJson(renderNote(note, locale))}}`;
  return { of: dose, head: shared(`{"target":"${target}"`), tail: shared(tail) };
}

/** Pieces of frames said lately, each once for all streams; far more than they say at one time. */
const SHARED_PIECES = 5_000;
const pieces = new BoundedMap<string, string>(SHARED_PIECES);

function shared(piece: string): string {
  const known = pieces.get(piece);
  if (known === undefined) pieces.set(piece, piece);
  return known ?? piece;
}
