import type { Locale } from '../../domain/athlete.ts';
import type { CoachView } from '../../domain/coaching/coach.ts';
import type { Note } from '../../domain/note.ts';
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
    text += `${i === 0 ? '' : ','}"${seconds[i]!.id}":${seconds[i]!.seconds}`;
  }
  text += '},"remaining":[';
  for (let i = 0; i < remaining.length; i++) {
    text += `${i === 0 ? '' : ','}${doses.text(i, remaining[i]!, locale)}`;
  }
  text += ']';
  if (interval) text += `,"interval":${intervalText(interval)}`;
  // Of numbers, truth values and ids alone.
  if (ceiling !== null) text += `,"ceiling":${JSON.stringify(ceiling)}`;
  if (cue !== null) text += `,"cue":{"id":"${cue}","text":${keptJson(renderNote({ id: cue }, locale))}}`;
  return `${text}}`;
}

/** Whose run a frame tells of, written once per stream. */
export class RunText {
  readonly json: string;

  constructor({ session, device, simulated }: RunIdentity) {
    const name = device === null ? 'null' : keptJson(device);
    this.json = `"session":"${session}","device":${name},"simulated":${simulated}`;
  }
}

function intervalText(interval: NonNullable<CoachView['interval']>): string {
  const { target, credited, of, phase, elapsedSeconds, effortSeconds, event } = interval;
  const named = target === undefined ? '' : `"target":"${target}",`;
  const said = event === undefined ? '' : `,"event":"${event}"`;
  return `{${named}"credited":${credited},"of":${of},"phase":"${phase}","elapsedSeconds":${elapsedSeconds},"effortSeconds":${effortSeconds}${said}}`;
}

interface KeptDose {
  readonly note: Note;
  readonly json: string;
}

/** Keeps the sentences of a stream's doses, which change once a minute and are said once a second. */
export class DoseTexts {
  readonly #kept: KeptDose[] = [];

  text(index: number, dose: RemainingDose, locale: Locale): string {
    let text = `{"target":"${dose.target}"`;
    if (dose.todaySeconds !== null) text += `,"todaySeconds":${dose.todaySeconds}`;
    if (dose.weekSessions !== null) text += `,"weekSessions":${dose.weekSessions}`;
    if (dose.weekDays !== null) text += `,"weekDays":${dose.weekDays}`;
    if (dose.weekMinutes !== null) text += `,"weekMinutes":${dose.weekMinutes}`;
    let kept = this.#kept[index];
    if (kept?.note !== dose.note) {
      kept = { note: dose.note, json: keptJson(renderNote(dose.note, locale)) };
      this.#kept[index] = kept;
    }
    return `${text},"text":${kept.json}}`;
  }
}

/** Sentences said lately, shared by all streams; far more than they say at one time. */
const KEPT_SENTENCES = 5_000;
const jsonOf = new BoundedMap<string, string>(KEPT_SENTENCES);

function keptJson(sentence: string): string {
  let json = jsonOf.get(sentence);
  if (json === undefined) {
    // A string of one byte a letter: a single wider one would make the whole frame twice the memory.
    json = Buffer.from(asciiJson(sentence), 'latin1').toString('latin1');
    jsonOf.set(sentence, json);
  }
  return json;
}
