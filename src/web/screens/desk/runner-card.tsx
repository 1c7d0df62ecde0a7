import type { JSX } from 'preact';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { useBandNames } from './use-band-names.ts';
import { secondsInBand, wallLook } from './wall-look.ts';
import type { WallNeed, WallRunner } from './wall-runner.ts';

/** One runner: read across a room. */
export function RunnerCard({ runner, need }: { runner: WallRunner; need: WallNeed }): JSX.Element {
  const t = words.value.clinicDesk.wall;
  const { name, coach, cue } = runner;
  const isStale = need === 'silent';
  const look = wallLook(coach, isStale, useBandNames(runner));
  const spent = isStale ? null : secondsInBand(coach);
  const { interval } = coach;
  return (
    <li class={`runner ${look.look}`} data-need={need}>
      <h3>{name === '' ? t.unnamed : name}</h3>
      <p class="runner-pulse numeral">
        {isStale ? '--' : (coach.bpm ?? '--')}
        {!isStale && coach.percent !== null && <span class="runner-percent">{coach.percent} %</span>}
      </p>
      <p class="runner-band">
        <span class={`swatch ${look.look}`} />
        <span>{look.name}</span>
        {spent !== null && <span class="numeral">{clock(spent)}</span>}
      </p>
      <p class="runner-word small">
        {need === 'fine' ? (
          <span class="soft">
            {interval === undefined
              ? t.needs.fine
              : words.value.live.intervalsLabel({ n: interval.credited, of: interval.of })}
          </span>
        ) : (
          <strong>{need === 'cue' ? (cue?.text ?? '') : t.needs[need]}</strong>
        )}
        {coach.simulated && <span class="soft">{` ${words.value.live.simulated}`}</span>}
      </p>
    </li>
  );
}
