import { Type, type Static } from 'typebox';
import type { Athlete } from '../../../domain/athlete.ts';
import { localDateAt } from '../../../domain/calendar/local-time.ts';
import { localDate, oneOf, text, timeZone } from './formats.ts';
import { language, nullable, strict } from './schema.ts';

const flags = Type.Array(oneOf('rate_limiting_medication', 'pacemaker'), { uniqueItems: true, maxItems: 2 });

export const athleteSchema = strict({
  id: Type.String(),
  /** Empty until the athlete has been asked. */
  name: Type.String(),
  timeZone: Type.String(),
  timeZoneValidFrom: Type.Optional(Type.String()),
  timeZones: Type.Array(strict({ validFrom: Type.String(), timeZone: Type.String() })),
  locale: language,
  birthDate: Type.Optional(Type.String()),
  flags,
});

export type AthleteJson = Static<typeof athleteSchema>;

export const athletePatch = strict(
  {
    name: Type.Optional(text(200)),
    timeZone: Type.Optional(timeZone()),
    timeZoneValidFrom: Type.Optional(localDate()),
    locale: Type.Optional(language),
    birthDate: Type.Optional(nullable(localDate())),
    flags: Type.Optional(flags),
  },
  { minProperties: 1 },
);

/** The athlete with the zone that is in force now; `timeZoneValidFrom` is left out for the first, which has no beginning. */
export function presentAthlete(athlete: Athlete, nowMs: number): AthleteJson {
  const today = localDateAt(nowMs, athlete.timeZones);
  const inForce = athlete.timeZones.findLastIndex((zone) => zone.validFrom <= today);
  const zone = athlete.timeZones[Math.max(0, inForce)]!;
  return {
    id: athlete.id,
    name: athlete.name,
    timeZone: zone.timeZone,
    ...(inForce > 0 ? { timeZoneValidFrom: zone.validFrom } : {}),
    timeZones: athlete.timeZones.map(({ validFrom, timeZone: name }) => ({ validFrom, timeZone: name })),
    locale: athlete.locale,
    ...(athlete.birthDate === null ? {} : { birthDate: athlete.birthDate }),
    flags: [...athlete.flags],
  };
}
