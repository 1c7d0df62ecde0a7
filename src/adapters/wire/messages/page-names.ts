import { SPORT_PREFIX } from './sport-label.ts';
import type { NameId } from './message-ids.ts';

type Names = Readonly<Record<NameId, string>>;
type NamesUnder<Prefix extends string> = NameId extends infer Id
  ? Id extends `${Prefix}.${infer Key}`
    ? Key
    : never
  : never;

/** What a target or band is called, and what is said of it in passing. */
export interface Title {
  readonly title: string;
  readonly subtitle: string;
}

/** The shared names as the page looks them up: the page, print and terminal call things the same. */
export function pageNames(
  names: Names,
  subtitles: Readonly<Record<NamesUnder<'label.target'>, string>>,
): {
  readonly disclaimer: string;
  readonly status: Readonly<Record<NamesUnder<'label.status'>, string>>;
  readonly sources: Readonly<Record<NamesUnder<'label.source'>, string>>;
  readonly sports: Readonly<Record<string, string>>;
  readonly targets: Readonly<Record<string, Title> & Record<NamesUnder<'label.target'>, Title>>;
} {
  const title = (target: NamesUnder<'label.target'>): Title => ({
    title: names[`label.target.${target}`],
    subtitle: subtitles[target],
  });
  return {
    disclaimer: names['label.disclaimer'],
    status: {
      met: names['label.status.met'],
      on_track: names['label.status.on_track'],
      behind: names['label.status.behind'],
      missed: names['label.status.missed'],
      undetermined: names['label.status.undetermined'],
    },
    sources: {
      measured: names['label.source.measured'],
      entered: names['label.source.entered'],
      confirmed: names['label.source.confirmed'],
      formula: names['label.source.formula'],
    },
    sports: sportNames(names),
    targets: {
      zone2: title('zone2'),
      interval_4x4: title('interval_4x4'),
      anti_inflammatory: title('anti_inflammatory'),
      cardio: title('cardio'),
      strength: title('strength'),
      daily_movement: title('daily_movement'),
    },
  };
}

function sportNames(names: Names): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([id, name]) =>
      id.startsWith(SPORT_PREFIX) ? [[id.slice(SPORT_PREFIX.length), name] as const] : [],
    ),
  );
}
